package org.godwit.gateway.netty;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.bus.PublishCallback;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.delivery.PendingRelease;
import org.godwit.gateway.delivery.StreamSink;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.metrics.GatewayMetrics.StreamManagementEvent;
import org.godwit.gateway.stream.StreamEffect;
import org.godwit.gateway.stream.StreamInput;
import org.godwit.gateway.stream.StreamState;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Resuming;
import org.godwit.gateway.stream.StreamStep;
import org.godwit.gateway.stream.Transport;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.stanza.ExtensionErrorCode;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: hands its input to the stream machine or, once bound, to its {@link
 * BoundStream}. Event loop only, but for {@link #loop} and {@link #isResuming}.
 */
final class ClientStream implements StreamSink {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClientStream.class);

  private final ChannelHandlerContext context;
  private final StreamServices services;
  private final LoopStreams loop;
  private final XmlStreamReader reader;
  private final OwnPublishes publishes;
  private final EffectRunner effects;
  private final StreamTimes times;
  private final Traffic traffic;
  private final boolean isRedirected;
  private StreamState state;
  private @Nullable BoundStream bound;
  private boolean isPulling;
  private boolean isInputUnreadable;
  private boolean isAuthenticated;
  private boolean isAbandoned;
  private volatile boolean isResuming;

  ClientStream(
      ChannelHandlerContext context,
      StreamServices services,
      LoopStreams loop,
      Transport transport,
      StreamState initial,
      @Nullable Runnable onDurable) {
    this.context = context;
    this.publishes = new OwnPublishes(this::onPublishFailed, onDurable);
    this.services = services;
    this.loop = loop;
    this.reader = new XmlStreamReader(services.settings().newcomerLimits(), loop.parsers());
    this.traffic = new Traffic(services.settings().traffic(), loop, services.metrics());
    this.effects = new EffectRunner(this, context, services, reader);
    this.times = new StreamTimes(this, effects, services, loop.nowNanos());
    this.isRedirected = transport.offersRedirection();
    this.state = initial;
  }

  @Override
  public Executor loop() {
    return loop.executor();
  }

  /** Takes bytes of the client; they belong to this stream from now on. */
  void onBytes(byte[] bytes) {
    if (!services.outlet().isLeaseHeld()) {
      abandon();
      return;
    }
    services.metrics().onBytesIn(bytes.length);
    traffic.onBytesRead(bytes.length);
    times.clock().onRead(loop.nowNanos());
    if (!isInputUnreadable) {
      reader.feed(bytes, 0, bytes.length);
      pull();
      if (traffic.isPast() && !isInputUnreadable) {
        // No element ended, or none was to be answered.
        guarded(this::throttle);
        effects.flush();
      }
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
  void pull() {
    if (isPulling) {
      return;
    }
    isPulling = true;
    try {
      while (isReading()) {
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

  boolean isReading() {
    return state.takesInput()
        && !loop.isPaused()
        && (bound == null || isOver() || (!publishes.hasFailed() && !bound.isShut()));
  }

  private void onEvent(XmlStreamEvent event) {
    switch (event) {
      case XmlStreamEvent.FrameRead(XmlFrame frame) -> {
        if (!traffic.admits()) {
          onThrottled(frame);
        } else if (!(state instanceof Bound) || bound == null || !bound.onFrame(frame)) {
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

  /** A stanza is answered with error 4031; the stream ends where the action says so. */
  private void onThrottled(XmlFrame frame) {
    BoundStream open = state instanceof Bound ? bound : null;
    boolean ends = open == null || traffic.isPast();
    if (open != null) {
      open.refuse(frame, ExtensionErrorCode.THROTTLED, ends);
    }
    if (ends) {
      throttle();
    } else {
      traffic.onBite();
    }
  }

  private void throttle() {
    traffic.onBite();
    isInputUnreadable = true;
    step(new StreamInput.Failed(ExtensionErrorCode.THROTTLED.toStreamError()));
  }

  Traffic traffic() {
    return traffic;
  }

  OwnPublishes publishes() {
    return publishes;
  }

  /** Tells whether the client has sent what is not handled yet. */
  boolean hasUnread() {
    return reader.unread() > 0 || (bound != null && bound.isHolding());
  }

  /** A record of this stream is about to be published; returns what is to be told. */
  PublishCallback beginPublish() {
    return publishes.begin();
  }

  /** The second look closes the gap between the bus's drain and this loop's pause. */
  void pauseIfSaturated() {
    if (services.outlet().isSaturated()) {
      loop.pause();
      if (!services.outlet().isSaturated()) {
        loop.executor().execute(loop::resume);
      }
    }
  }

  private void onPublishFailed(Throwable failure) {
    LOGGER
        .atWarn()
        .addKeyValue("error", failure.toString())
        .log("a stanza could not be published; its stream ends");
    later(() -> fail(StreamErrorCondition.INTERNAL_SERVER_ERROR, "The message bus is away."));
  }

  void fail(StreamErrorCondition condition, String text) {
    step(new StreamInput.Failed(StreamError.of(condition, text)));
  }

  /** Advances the machine and does what it says. */
  void step(StreamInput input) {
    StreamStep step = services.machine().step(state, input);
    StreamError error = input.error();
    if (error != null && !isOver()) {
      services.metrics().onStreamError(error.condition());
    }
    state = step.state();
    if (bound == null && state instanceof Bound opened) {
      bound = new BoundStream(this, context, services, loop, effects, publishes, opened);
    }
    times.clock().onState(state, loop.nowNanos());
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
    boolean reads = isReading();
    if (context.channel().config().isAutoRead() != reads) {
      context.channel().config().setAutoRead(reads);
    }
  }

  /** A client that does not read what it is sent must not fill our memory. */
  private void closeIfOverfull() {
    if (!context.channel().isWritable() && context.channel().isActive() && !isOver()) {
      services.metrics().onLimit(Limit.OUTBOUND_BUFFER);
      step(
          new StreamInput.Interrupted(
              StreamError.of(
                  StreamErrorCondition.POLICY_VIOLATION, "The client does not read fast enough.")));
      // What is still unwritten fails now, and goes back to the owner.
      var _ = context.close();
    }
  }

  void onSweep(long now) {
    guarded(() -> times.onSweep(now, state instanceof Bound ? bound : null));
  }

  /** Writes what is no stanza; it leaves with what else is written now. */
  void write(String xml) {
    effects.write(xml);
  }

  boolean isAt(String host) {
    return host.equals(state.host());
  }

  /** Ends the stream because the gateway stops: with where to go, else with {@code error}. */
  void sendAway(StreamError error) {
    String other =
        switch (state) {
          case Bound open when isRedirected -> services.redirection().elsewhere(open.jid());
          case StreamState.Authenticated open when isRedirected ->
              services.redirection().elsewhere(open.account());
          default -> null;
        };
    onInput(new StreamInput.Interrupted(other == null ? error : StreamError.seeOtherHost(other)));
  }

  /** The connection counts as lost: the client does not answer. */
  void onLost(Limit limit) {
    services.metrics().onLimit(limit);
    step(new StreamInput.Disconnected());
    close();
  }

  void close() {
    var _ = context.close();
  }

  @Override
  public boolean append(String streamId, PendingDelivery delivery) {
    if (bound != null) {
      return bound.append(delivery);
    }
    if (!isAbandoned) {
      delivery.onNotWritten(streamId);
    }
    return false;
  }

  @Override
  public void flush() {
    if (!services.outlet().isLeaseHeld()) {
      abandon();
      return;
    }
    BoundStream open = bound;
    if (open != null && state instanceof Bound) {
      guarded(() -> {
        open.flush();
        times.clock().onWrite(loop.nowNanos());
        if (traffic.isPast() && !isInputUnreadable) {
          throttle();
          effects.flush();
        }
        closeIfOverfull();
      });
    }
  }

  /** The stream has ended. */
  void onEnded(String streamId, boolean lost) {
    if (bound == null) {
      // In this order: whoever sees that the stream does not wait any more must not find it.
      services.directory().remove(streamId, this);
      isResuming = false;
    } else {
      services.metrics().onUnbound();
      bound.end(lost);
    }
  }

  /** Tells whether the stream has ended; its connection may wait for the client's last word. */
  boolean isOver() {
    return state instanceof StreamState.Closed;
  }

  /** Tells whether the client may go on with the stream over another connection. */
  boolean isResumable() {
    return bound != null && !isOver() && bound.isResumable();
  }

  void onAuthenticated() {
    isAuthenticated = true;
  }

  /** Tells whether the client has authenticated. */
  boolean isAuthenticated() {
    return isAuthenticated;
  }

  void onResuming() {
    isResuming = true;
  }

  @Override
  public boolean isResuming() {
    return isResuming;
  }

  /**
   * Closes the connection without another word, and forgets all that belongs to it: this gateway
   * may not act any more.
   */
  void abandon() {
    if (isAbandoned) {
      return;
    }
    isAbandoned = true;
    isInputUnreadable = true;
    if (state instanceof Bound) {
      services.metrics().onUnbound();
    }
    String asked = state.askedId();
    if (bound != null) {
      bound.abandon();
    } else if (asked != null) {
      services.directory().remove(asked, this);
    }
    state = new StreamState.Closed();
    var _ = context.close();
  }

  @Override
  public boolean onBound(StreamBound answer) {
    if (isAbandoned) {
      return true;
    }
    // Asked before: input that waits may end the stream at once, which reports its own end.
    boolean isOpen = !isOver();
    guarded(() -> {
      boolean isNew = bound == null;
      step(new StreamInput.BindAnswered(answer));
      if (isNew && bound != null) {
        bound.begin(answer.profile());
      }
      pull();
    });
    return isOpen;
  }

  @Override
  public void onBindRefused(StreamBindRefused refused) {
    onInput(new StreamInput.BindRefused(refused));
  }

  @Override
  public boolean onResumed(StreamResumed answer, long offset) {
    if (isAbandoned) {
      return true;
    }
    if (!(state instanceof Resuming resuming && resuming.bindId().equals(answer.bindId()))) {
      return !isOver();
    }
    guarded(() -> {
      step(new StreamInput.ResumeAnswered(answer));
      isResuming = false;
      if (bound != null) {
        bound.resume(
            answer.profile(),
            resuming.before().header().id(),
            new StreamCounts(answer.in(), answer.out(), offset));
      }
      pull();
    });
    return true;
  }

  @Override
  public void onResumeRefused(StreamResumeRefused refused) {
    if (state instanceof Resuming) {
      isResuming = false;
      services.metrics().onStreamManagement(StreamManagementEvent.RESUME_REFUSED);
    }
    onInput(new StreamInput.ResumeRefused(refused));
  }

  @Override
  public void onProfileChanged(ProfileChanged changed) {
    BoundStream open = bound;
    if (open != null && state instanceof Bound) {
      guarded(() -> {
        open.onProfileChanged(changed);
        pull();
      });
    }
  }

  @Override
  public boolean onRelease(PendingRelease release) {
    if (bound == null) {
      return isAbandoned;
    }
    bound.onRelease(release);
    return true;
  }

  @Override
  public void onClose(StreamError error) {
    onInput(new StreamInput.Failed(error));
  }
}
