package org.godwit.gateway.netty;

import java.time.Duration;
import org.godwit.gateway.stream.StreamState;

/** What is due on a stream as time passes. Pure but for its own fields; event loop only. */
final class StreamClock {
  /** What must happen now. */
  enum Due {
    NOTHING,
    KEEP_ALIVE,
    NEGOTIATION_TIMEOUT,
    BIND_TIMEOUT,
    CLOSE_TIMEOUT
  }

  private enum Phase {
    NEGOTIATING,
    BINDING,
    BOUND,
    CLOSED
  }

  private final StreamSettings settings;
  private final long openedNanos;
  private long sinceNanos;
  private Phase phase = Phase.NEGOTIATING;

  StreamClock(StreamSettings settings, long nowNanos) {
    this.settings = settings;
    this.openedNanos = nowNanos;
    this.sinceNanos = nowNanos;
  }

  /** The stream is in {@code state} now. */
  void onState(StreamState state, long nowNanos) {
    Phase next =
        switch (state) {
          case StreamState.Binding _, StreamState.Resuming _ -> Phase.BINDING;
          case StreamState.Bound _ -> Phase.BOUND;
          case StreamState.Closed _ -> Phase.CLOSED;
          case StreamState.AwaitingHeader _,
              StreamState.FindingDomain _,
              StreamState.Negotiating _,
              StreamState.StartingTls _,
              StreamState.RelayingSasl _,
              StreamState.Challenged _,
              StreamState.Registering _,
              StreamState.Authenticated _ ->
              Phase.NEGOTIATING;
        };
    if (next != phase) {
      phase = next;
      sinceNanos = next == Phase.NEGOTIATING ? openedNanos : nowNanos;
    }
  }

  /** Something was written to the bound stream. */
  void onWrite(long nowNanos) {
    if (phase == Phase.BOUND) {
      sinceNanos = nowNanos;
    }
  }

  Due due(long nowNanos) {
    long elapsed = nowNanos - sinceNanos;
    return switch (phase) {
      case NEGOTIATING -> over(elapsed, settings.negotiationTimeout(), Due.NEGOTIATION_TIMEOUT);
      case BINDING -> over(elapsed, settings.bindTimeout(), Due.BIND_TIMEOUT);
      case CLOSED -> over(elapsed, settings.closeTimeout(), Due.CLOSE_TIMEOUT);
      case BOUND ->
          settings.keepAliveInterval().isZero()
              ? Due.NOTHING
              : over(elapsed, settings.keepAliveInterval(), Due.KEEP_ALIVE);
    };
  }

  private static Due over(long elapsedNanos, Duration limit, Due due) {
    return elapsedNanos >= limit.toNanos() ? due : Due.NOTHING;
  }
}
