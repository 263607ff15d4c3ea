package org.godwit.gateway.netty;

import io.netty.channel.ChannelHandlerContext;
import org.godwit.bus.PublishCallback;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.delivery.PendingRelease;
import org.godwit.gateway.delivery.RepeatFilter;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.metrics.GatewayMetrics.StreamManagementEvent;
import org.godwit.gateway.netty.StreamEnding.Cause;
import org.godwit.gateway.routing.InboundDecision;
import org.godwit.gateway.routing.OwnerLane;
import org.godwit.gateway.routing.ProfileGate;
import org.godwit.gateway.routing.RoutingRules;
import org.godwit.gateway.stream.StreamInput;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamText;
import org.godwit.gateway.watchdog.ServerPing;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.gateway.xep0198_sm.SmRequest;
import org.godwit.gateway.xep0198_sm.SmRules;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0352_csi.ClientState;
import org.godwit.gateway.xep0352_csi.Urgency;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.ExtensionErrorCode;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has from the moment that a resource is bound, until all that it did not get has
 * gone back: stanzas in both directions. Event loop only, but for {@link #forget}.
 */
final class BoundStream {
  private final ClientStream stream;
  private final ChannelHandlerContext context;
  private final StreamServices services;
  private final LoopStreams loop;
  private final EffectRunner effects;
  private final OwnPublishes publishes;
  private final Jid jid;
  private final @Nullable String lang;
  private final StreamRef ref;
  private final OwnerLane lane;
  private final OutboundBatch batch;
  private final RepeatFilter repeats = new RepeatFilter();
  private final ClientState clientState;
  private final HeldStanzas held = new HeldStanzas();
  private final RequestGate requests;
  private ProfileGate gate = new ProfileGate(StreamProfile.DIRECT);
  private @Nullable StreamManagement management;
  private @Nullable StreamEnding ending;
  private @Nullable PendingRelease release;

  /** A ping of ours that the client has not answered. */
  private @Nullable ServerPing ping;

  /** The id that the stream had before it resumed another. */
  private @Nullable String formerId;

  /** Offset of the last record that was taken. */
  private long lastOffset = -1;

  private long stanzasIn;
  private boolean isAbandoned;

  BoundStream(
      ClientStream stream,
      ChannelHandlerContext context,
      StreamServices services,
      LoopStreams loop,
      EffectRunner effects,
      OwnPublishes publishes,
      Bound bound) {
    this.stream = stream;
    this.context = context;
    this.services = services;
    this.loop = loop;
    this.effects = effects;
    this.publishes = publishes;
    this.jid = bound.jid();
    this.lang = bound.header().lang();
    this.ref = services.outlet().ref(bound.header().id());
    this.requests = new RequestGate(publishes, jid.bareText());
    this.lane = services.outlet().lane(jid.bareText());
    this.clientState = new ClientState(services.settings().clientState());
    this.batch = new OutboundBatch(stream.traffic(), this::onWritten);
    effects.onBound(this);
  }

  /** Sets how stanzas go on the bus, before the first one does. */
  void begin(StreamProfile profile) {
    gate = new ProfileGate(profile);
  }

  /** Goes on with an earlier stream, whose id this one has now. */
  void resume(StreamProfile profile, String formerStreamId, StreamCounts counts) {
    begin(profile);
    formerId = formerStreamId;
    lastOffset = counts.outOffset();
    manage(true, counts);
    services.metrics().onStreamManagement(StreamManagementEvent.RESUMED);
  }

  /** Tells whether the client may resume the stream over another connection. */
  boolean isResumable() {
    StreamManagement managed = management;
    return managed != null && managed.isResumable();
  }

  /** Tells whether nothing may be read from the client. */
  boolean isShut() {
    return gate.isShut() || requests.isHolding();
  }

  /** Tells whether something that was read waits before it is handled. */
  boolean isHolding() {
    return requests.isHolding();
  }

  /** Asks the client for a sign of life. */
  void ping() {
    StreamManagement managed = management;
    if (managed == null) {
      ping = new ServerPing(jid);
      effects.write(StreamText.stanza(ping.request()));
    } else {
      managed.ask();
    }
  }

  /** Takes a stanza; false where {@code frame} is none, and nothing that is known here. */
  boolean onFrame(XmlFrame frame) {
    if (ping != null && ping.isAnswer(frame)) {
      ping = null;
      countStanza();
      return true;
    }
    switch (RoutingRules.decide(frame, jid, lang, services.settings().hosts(), gate.profile())) {
      case InboundDecision.Publish publish -> {
        if (requests.admits(publish)) {
          publish(publish);
        } else {
          awaitSettled();
        }
      }
      case InboundDecision.Answer(XmlElement answer) -> {
        countStanza();
        onAnswer(answer);
      }
      case InboundDecision.End(StreamError error) -> stream.step(new StreamInput.Failed(error));
      case InboundDecision.NoStanza _ -> {
        switch (frame.name().namespace()) {
          case SmElements.NAMESPACE -> onManagementElement(SmRules.read(frame));
          case ClientState.NAMESPACE -> {
            return onClientState(frame);
          }
          default -> {
            return false;
          }
        }
      }
    }
    return true;
  }

  /**
   * Answers a stanza that is not let in; anything else is left aside.
   *
   * @param ends whether the stream ends after that: then nothing is counted any more
   */
  void refuse(XmlFrame frame, ExtensionErrorCode code, boolean ends) {
    if (StanzaReader.kindOf(frame.name()) == null) {
      return;
    }
    XmlElement answer = Iq.error(RoutingRules.fromStream(frame, jid), code, lang);
    if (!ends) {
      countStanza();
      onAnswer(answer);
    } else if (answer != null) {
      effects.write(StreamText.stanza(answer));
    }
  }

  /** XEP-0352, section 5.1: what waits is written before anything else that is handled. */
  private boolean onClientState(XmlFrame frame) {
    if (!clientState.onIndication(frame.name().localName())) {
      return false;
    }
    if (!clientState.isInactive()) {
      flush();
    }
    return true;
  }

  /** The client said that it begins inactive (XEP-0386, section 3.2.1). */
  void holdBack() {
    clientState.onIndication("inactive");
  }

  private void publish(InboundDecision.Publish publish) {
    countStanza();
    PublishCallback begun = beginStanza();
    requests.onBegun(publish);
    services.outlet().publish(publish, ref, stanzasIn, begun);
    stream.pauseIfSaturated();
  }

  private void awaitSettled() {
    int wait = gate.waits();
    publishes.whenSettled(() -> stream.later(() -> onSettled(wait)));
  }

  private void onSettled(int wait) {
    InboundDecision.Publish request = requests.release();
    if (request == null) {
      gate.onSettled(wait);
      return;
    }
    if (ending == null && !publishes.hasFailed()) {
      publish(request);
    }
    if (gate.isShut()) {
      awaitSettled();
    }
  }

  private PublishCallback beginStanza() {
    StreamManagement managed = management;
    return managed == null ? publishes.begin() : managed.begin(publishes);
  }

  private void countStanza() {
    stanzasIn++;
    services.metrics().onStanzaIn();
  }

  /** What a managed stream is sent comes through the topic, so that wire and topic agree. */
  private void onAnswer(@Nullable XmlElement answer) {
    StreamManagement managed = management;
    if (managed == null) {
      if (answer != null) {
        effects.write(StreamText.stanza(answer));
      }
    } else if (answer == null) {
      managed.skip();
    } else {
      services
          .outlet()
          .answer(
              ref,
              RoutingRules.headOf(answer, jid),
              StanzaBytes.of(answer),
              managed.begin(publishes));
      stream.pauseIfSaturated();
    }
  }

  private void onManagementElement(SmRequest request) {
    StreamManagement managed = management;
    StanzaErrorCondition refusal =
        SmRules.refusal(request, limits().enabled(), true, managed != null);
    if (refusal != null) {
      effects.write(SmElements.failed(refusal));
      if (request instanceof SmRequest.Enable && managed != null) {
        // XEP-0198, section 3: a second attempt ends the stream.
        stream.fail(StreamErrorCondition.POLICY_VIOLATION, "The stream is managed already.");
      }
      return;
    }
    switch (request) {
      case SmRequest.Enable enable -> enable(enable);
      case SmRequest.AckRequest _ when managed != null -> managed.onRequest();
      case SmRequest.Ack(long h) when managed != null -> {
        StreamError error = managed.onAck(h);
        if (error == null) {
          flush();
        } else {
          stream.step(new StreamInput.Failed(error));
        }
      }
      case SmRequest.AckRequest _, SmRequest.Ack _, SmRequest.Resume _, SmRequest.Invalid _ -> {
        // Refused above.
      }
    }
  }

  private StreamManagementProperties limits() {
    return services.settings().management().forHost(jid.domain());
  }

  /** XEP-0198, section 3: what is written and read from now on counts. */
  private void enable(SmRequest.Enable request) {
    flush();
    StreamManagementProperties limits = limits();
    int resumption = SmRules.resumption(request, limits.resumeMaxSeconds());
    effects.write(
        XmlWriter.toText(SmElements.enabled(ref.stream(), resumption, limits.location())));
    manage(resumption);
  }

  /** What is written and read from now on counts; the client was told. */
  void manage(int resumption) {
    lane.publishAlone(
        new StreamEnabled(ref, resumption > 0, resumption, lastOffset), StreamEnding.UNREPORTED);
    manage(resumption > 0, new StreamCounts(0, 0, lastOffset));
    services.metrics().onStreamManagement(StreamManagementEvent.ENABLED);
  }

  private void manage(boolean isResumable, StreamCounts counts) {
    stanzasIn = SmRules.FIRST_COUNTED + counts.in();
    management =
        new StreamManagement(
            stream,
            context,
            loop,
            limits(),
            ref,
            lane,
            new StreamManagement.Start(isResumable, counts));
  }

  /** Takes a stanza for the client; returns whether it is the first since the last flush. */
  boolean append(PendingDelivery delivery) {
    if (isAbandoned) {
      return false;
    }
    StreamManagement managed = management;
    StreamEnding ends = ending;
    long number = managed == null ? RepeatFilter.REPEATED : managed.nextNumber();
    long before = repeats.repeats(delivery.source(), delivery.receipt(), number);
    if (before != RepeatFilter.NEW) {
      return onRepeated(delivery, before);
    }
    if (ends != null) {
      ends.onLate(delivery);
      return false;
    }
    lastOffset = delivery.offset();
    if (clientState.isInactive()) {
      clientState.onStanza(
          Urgency.isUrgent(delivery.head(), delivery.stanza()), delivery.stanza().length);
    }
    if (managed != null) {
      return managed.append(delivery);
    }
    if (!clientState.isInactive()) {
      return batch.append(context, delivery);
    }
    held.add(delivery, clientState, superseded -> superseded.onWritten(ref.stream()));
    return true;
  }

  /** A new owner waits for the receipt again; without one nobody waits for anything. */
  private boolean onRepeated(PendingDelivery delivery, long before) {
    StreamManagement managed = management;
    if (delivery.receipt() == null || ending != null) {
      delivery.onRepeated();
    } else if (before == RepeatFilter.REPEATED || managed == null) {
      return batch.repeat(context, delivery);
    } else if (managed.isDone(before)) {
      delivery.onWritten(ref.stream());
    } else {
      // The first one's receipt is still to come.
      delivery.onRepeated();
    }
    return false;
  }

  private void onWritten(PendingDelivery delivery, boolean success) {
    if (isAbandoned) {
      return;
    }
    if (success) {
      delivery.onWritten(ref.stream());
    } else {
      delivery.onReturned(ref, lane);
    }
  }

  /** Writes what was appended, as far as the client may get it now. */
  void flush() {
    if (ending != null || isAbandoned) {
      return;
    }
    StreamManagement managed = management;
    if (!clientState.isHolding()) {
      release(managed);
    } else if (managed != null) {
      managed.hold();
    }
    batch.flush(context, services.metrics());
    if (managed != null && managed.isOverfull()) {
      services.metrics().onLimit(Limit.UNACKED_QUEUE);
      stream.fail(StreamErrorCondition.POLICY_VIOLATION, "Too many stanzas are unacknowledged.");
      effects.flush();
    }
  }

  private void release(@Nullable StreamManagement managed) {
    held.take().forEach(delivery -> batch.append(context, delivery));
    if (managed != null) {
      managed.flushTo(batch);
    }
    if (managed == null || !managed.hasWaiting()) {
      clientState.onFlushed();
    }
  }

  /** Time has passed on an open stream. */
  void onSweep(long now) {
    StreamManagement managed = management;
    if (managed != null) {
      managed.onSweep(now);
    }
  }

  /** The stream has ended. */
  void end(boolean lost) {
    StreamManagement managed = management;
    if (managed == null) {
      batch.flush(context, services.metrics());
    }
    StreamEnding ends = new StreamEnding(this, ref, jid, lane);
    ending = ends;
    held.take().forEach(ends::onLate);
    PendingRelease asked = release;
    if (asked != null) {
      ends.onRelease(asked);
    }
    Cause unasked = lost && isResumable() ? Cause.LOST : Cause.CLOSED;
    Cause cause = asked == null ? unasked : Cause.RELEASED;
    if (managed == null) {
      ends.begin(cause, batch);
    } else {
      ends.begin(cause, managed, publishes, stream::later);
    }
  }

  void onDetached() {
    services.metrics().onStreamManagement(StreamManagementEvent.DETACHED);
  }

  /** The owner wants the stream given up, and to know when all has gone back. */
  void onRelease(PendingRelease asked) {
    StreamEnding ends = ending;
    if (isAbandoned) {
      // Another gateway answers.
      return;
    }
    if (ends != null) {
      ends.onRelease(asked);
    } else {
      release = asked.after(release);
      stream.onClose(
          StreamError.of(StreamErrorCondition.CONFLICT, "The stream goes on elsewhere."));
    }
  }

  void onProfileChanged(ProfileChanged changed) {
    switch (gate.onChanged(changed)) {
      case NONE -> {
        // The wish holds at once, or does not hold.
      }
      case SETTLE -> awaitSettled();
      case BARRIER ->
          services.outlet().barrier(ref, jid.bareText(), String.valueOf(gate.awaited()));
    }
  }

  /** Nothing is to come back any more; any thread. */
  void forget() {
    services.directory().remove(ref.stream(), stream);
    if (formerId != null) {
      services.directory().remove(formerId, stream);
    }
  }

  /** Forgets what it has, without another word. */
  void abandon() {
    isAbandoned = true;
    batch.discard();
    var _ = held.take();
    lane.abandon();
    forget();
  }
}
