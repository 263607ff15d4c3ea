package org.godwit.gateway.netty;

import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.jspecify.annotations.Nullable;

/** Does what is due on a stream as time passes. Event loop only. */
final class StreamTimes {
  private final ClientStream stream;
  private final EffectRunner effects;
  private final StreamServices services;
  private final StreamClock clock;

  StreamTimes(ClientStream stream, EffectRunner effects, StreamServices services, long nowNanos) {
    this.stream = stream;
    this.effects = effects;
    this.services = services;
    this.clock = new StreamClock(services.settings(), nowNanos);
  }

  StreamClock clock() {
    return clock;
  }

  /**
   * Time has passed.
   *
   * @param open the stream where it is bound; null else
   */
  void onSweep(long now, @Nullable BoundStream open) {
    if (open != null && !stream.isReading()) {
      // Its answer may be there.
      clock.onRead(now);
    }
    onDue(clock.due(now), open);
    if (open != null) {
      if (!stream.isOver()) {
        open.onSweep(now);
      }
      effects.flush();
    }
  }

  private void onDue(StreamClock.Due due, @Nullable BoundStream open) {
    switch (due) {
      case NOTHING -> {
        // The usual case.
      }
      case SPACE -> effects.write(" ");
      case PING -> {
        if (open != null) {
          open.ping();
        }
      }
      case LOST -> stream.onLost(Limit.WATCHDOG);
      case NEGOTIATION_TIMEOUT -> {
        services.metrics().onLimit(Limit.UNAUTHENTICATED_TIME);
        stream.fail(StreamErrorCondition.CONNECTION_TIMEOUT, "The stream was not bound in time.");
        stream.pull();
      }
      case BIND_TIMEOUT -> {
        services.metrics().onLimit(Limit.BIND_TIME);
        stream.fail(
            StreamErrorCondition.INTERNAL_SERVER_ERROR, "The resource was not bound in time.");
        stream.pull();
      }
      case CLOSE_TIMEOUT -> stream.close();
    }
  }
}
