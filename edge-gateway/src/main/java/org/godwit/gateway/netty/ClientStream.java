package org.godwit.gateway.netty;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.bus.PublishCallback;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.delivery.StreamSink;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.routing.InboundDecision;
import org.godwit.gateway.routing.RoutingRules;
import org.godwit.gateway.stream.Connection;
import org.godwit.gateway.stream.StreamEffect;
import org.godwit.gateway.stream.StreamInput;
import org.godwit.gateway.stream.StreamState;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamStep;
import org.godwit.gateway.stream.StreamText;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: hands its input to the stream machine or, once bound, to the routing
 * rules, and does what they say. Event loop only, but for {@link #loop}.
 */
final class ClientStream implements StreamSink {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClientStream.class);

  private final ChannelHandlerContext context;
  private final StreamServices services;
  private final LoopStreams loop;
  private final XmlStreamReader reader;
  private final OutboundBatch batch = new OutboundBatch();
  private final PublishCallback onPublished = this::onPublished;
  private final EffectRunner effects;
  private final StreamClock clock;
  private StreamState state;
  private @Nullable StreamRef ref;
  private long stanzasIn;
  private boolean isPulling;
  private boolean isInputUnreadable;

  ClientStream(
      ChannelHandlerContext context,
      StreamServices services,
      LoopStreams loop,
      @Nullable String address) {
    this.context = context;
    this.services = services;
    this.loop = loop;
    this.reader = new XmlStreamReader(services.settings().newcomerLimits(), loop.parsers());
    this.effects = new EffectRunner(this, context, services, reader, batch);
    this.clock = new StreamClock(services.settings(), loop.nowNanos());
    this.state = new StreamState.AwaitingHeader(Connection.from(address));
  }

  @Override
  public Executor loop() {
    return loop.executor();
  }

  /** Takes bytes of the client; they belong to this stream from now on. */
  void onBytes(byte[] bytes) {
    services.metrics().onBytesIn(bytes.length);
    if (!isInputUnreadable) {
      reader.feed(bytes, 0, bytes.length);
      pull();
    }
  }

  /** Takes anything else that happens. */
  void onInput(StreamInput input) {
    guarded(() -> {
      step(input);
      pull();
    });
  }

  void onResumed() {
    guarded(this::pull);
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      onBug(e);
    }
  }

  /** Handles what is readable until somebody else must answer first or the bus is full. */
  private void pull() {
    if (isPulling) {
      return;
    }
    isPulling = true;
    try {
      while (state.takesInput() && !loop.isPaused()) {
        XmlStreamEvent event = isInputUnreadable ? null : reader.next();
        if (event == null) {
          break;
        }
        onEvent(event);
      }
    } finally {
      isPulling = false;
    }
    effects.flush();
    closeIfOverfull();
    updateReading();
  }

  private void onEvent(XmlStreamEvent event) {
    switch (event) {
      case XmlStreamEvent.FrameRead(XmlFrame frame) -> {
        if (state instanceof Bound bound) {
          onStanza(bound, frame);
        } else {
          step(new StreamInput.FrameReceived(frame, reader.unread()));
        }
      }
      case XmlStreamEvent.StreamOpened opened -> step(new StreamInput.HeaderReceived(opened));
      case XmlStreamEvent.StreamEnded _ -> step(new StreamInput.EndReceived());
      case XmlStreamEvent.Rejected(StreamErrorCondition condition, String text) -> {
        isInputUnreadable = true;
        if (condition == StreamErrorCondition.POLICY_VIOLATION) {
          services.metrics().onLimit(Limit.STANZA);
        }
        fail(condition, text);
      }
    }
  }

  private void onStanza(Bound bound, XmlFrame frame) {
    switch (RoutingRules.decide(
        frame, bound.jid(), bound.header().lang(), services.settings().domains())) {
      case InboundDecision.Publish publish -> {
        countStanza();
        services.outlet().publish(publish, refOf(bound), stanzasIn, onPublished);
        pauseIfSaturated();
      }
      case InboundDecision.Answer(XmlElement answer) -> {
        countStanza();
        if (answer != null) {
          effects.write(StreamText.stanza(answer));
        }
      }
      case InboundDecision.End(StreamError error) -> step(new StreamInput.Failed(error));
      case InboundDecision.NoStanza _ ->
          step(new StreamInput.FrameReceived(frame, reader.unread()));
    }
  }

  PublishCallback onPublished() {
    return onPublished;
  }

  private void countStanza() {
    stanzasIn++;
    services.metrics().onStanzaIn();
  }

  /** The second look closes the gap between the bus's drain and this loop's pause. */
  private void pauseIfSaturated() {
    if (services.outlet().isSaturated()) {
      loop.pause();
      if (!services.outlet().isSaturated()) {
        loop.executor().execute(loop::resume);
      }
    }
  }

  private void onPublished(@Nullable Throwable failure) {
    if (failure != null) {
      LOGGER
          .atWarn()
          .addKeyValue("error", failure.toString())
          .log("a stanza could not be published; its stream ends");
      later(() -> fail(StreamErrorCondition.INTERNAL_SERVER_ERROR, "The message bus is away."));
    }
  }

  private void fail(StreamErrorCondition condition, String text) {
    step(new StreamInput.Failed(StreamError.of(condition, text)));
  }

  /** Advances the machine and does what it says. */
  void step(StreamInput input) {
    StreamStep step = services.machine().step(state, input);
    if (input instanceof StreamInput.Failed(StreamError error)
        && !(state instanceof StreamState.Closed)) {
      services.metrics().onStreamError(error.condition());
    }
    state = step.state();
    clock.onState(state, loop.nowNanos());
    for (StreamEffect effect : step.effects()) {
      effects.perform(effect);
    }
  }

  /** Runs {@code task} on the event loop, then reads on. */
  void later(Runnable task) {
    try {
      loop.executor()
          .execute(() ->
              guarded(() -> {
                task.run();
                pull();
              }));
    } catch (RejectedExecutionException e) {
      LOGGER.atDebug().log("the event loop has ended, and its streams with it");
    }
  }

  /** Our own fault: the stream ends, its neighbours do not notice. */
  void onBug(Throwable bug) {
    LOGGER.atError().setCause(bug).log("a stream ends because of a bug");
    isInputUnreadable = true;
    fail(StreamErrorCondition.INTERNAL_SERVER_ERROR, "The server made a mistake.");
    effects.flush();
  }

  /** Reads from the socket only what can be handled. */
  void updateReading() {
    boolean reads = state.takesInput() && !loop.isPaused();
    if (context.channel().config().isAutoRead() != reads) {
      context.channel().config().setAutoRead(reads);
    }
  }

  /** A client that does not read what it is sent must not fill our memory. */
  private void closeIfOverfull() {
    if (!context.channel().isWritable()
        && context.channel().isActive()
        && !(state instanceof StreamState.Closed)) {
      services.metrics().onLimit(Limit.OUTBOUND_BUFFER);
      fail(StreamErrorCondition.POLICY_VIOLATION, "The client does not read fast enough.");
      // What is still unwritten fails now, and goes back to the owner.
      var _ = context.close();
    }
  }

  void onSweep(long now) {
    guarded(() -> onDue(clock.due(now), now));
  }

  private void onDue(StreamClock.Due due, long now) {
    switch (due) {
      case NOTHING -> {
        // The usual case.
      }
      case KEEP_ALIVE -> {
        clock.onWrite(now);
        effects.write(" ");
        pull();
      }
      case NEGOTIATION_TIMEOUT -> {
        services.metrics().onLimit(Limit.UNAUTHENTICATED_TIME);
        fail(StreamErrorCondition.CONNECTION_TIMEOUT, "The stream was not bound in time.");
        pull();
      }
      case BIND_TIMEOUT -> {
        services.metrics().onLimit(Limit.BIND_TIME);
        fail(StreamErrorCondition.INTERNAL_SERVER_ERROR, "The resource was not bound in time.");
        pull();
      }
      case CLOSE_TIMEOUT -> {
        var _ = context.close();
      }
    }
  }

  private StreamRef refOf(Bound bound) {
    StreamRef known = ref;
    if (known == null) {
      known = services.outlet().ref(bound.header().id());
      ref = known;
    }
    return known;
  }

  @Override
  public boolean append(String streamId, PendingDelivery delivery) {
    if (state instanceof Bound) {
      return batch.append(context, delivery);
    }
    delivery.onNotWritten(streamId);
    return false;
  }

  @Override
  public void flush() {
    if (state instanceof Bound bound) {
      guarded(() -> {
        batch.flush(context, bound.header().id(), services.metrics());
        clock.onWrite(loop.nowNanos());
        closeIfOverfull();
      });
    }
  }

  @Override
  public boolean onBound(StreamBound bound) {
    // Asked before: input that waits may end the stream at once, which reports its own end.
    boolean isOpen = !(state instanceof StreamState.Closed);
    onInput(new StreamInput.BindAnswered(bound));
    return isOpen;
  }

  @Override
  public void onBindRefused(StreamBindRefused refused) {
    onInput(new StreamInput.BindRefused(refused));
  }

  @Override
  public void onClose(StreamError error) {
    onInput(new StreamInput.Failed(error));
  }
}
