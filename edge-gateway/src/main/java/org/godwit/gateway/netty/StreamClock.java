package org.godwit.gateway.netty;

import java.time.Duration;
import org.godwit.gateway.stream.StreamState;
import org.godwit.gateway.watchdog.Watchdog;
import org.jspecify.annotations.Nullable;

/** What is due on a stream as time passes. Pure but for its own fields; event loop only. */
final class StreamClock {
  /** What must happen now. */
  enum Due {
    NOTHING,
    SPACE,
    PING,
    LOST,
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
  private @Nullable Watchdog watchdog;

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
      watchdog = next == Phase.BOUND ? new Watchdog(settings.watchdog(), nowNanos) : null;
    }
  }

  /** The client sent something. */
  void onRead(long nowNanos) {
    if (watchdog != null) {
      watchdog.onRead(nowNanos);
    }
  }

  /** Something was written to the bound stream. */
  void onWrite(long nowNanos) {
    if (watchdog != null) {
      watchdog.onWritten(nowNanos);
    }
  }

  Due due(long nowNanos) {
    long elapsed = nowNanos - sinceNanos;
    return switch (phase) {
      case NEGOTIATING -> over(elapsed, settings.negotiationTimeout(), Due.NEGOTIATION_TIMEOUT);
      case BINDING -> over(elapsed, settings.bindTimeout(), Due.BIND_TIMEOUT);
      case CLOSED -> over(elapsed, settings.closeTimeout(), Due.CLOSE_TIMEOUT);
      case BOUND -> watched(nowNanos);
    };
  }

  private Due watched(long nowNanos) {
    Watchdog watching = watchdog;
    if (watching == null) {
      return Due.NOTHING;
    }
    return switch (watching.due(nowNanos)) {
      case NOTHING -> Due.NOTHING;
      case SPACE -> Due.SPACE;
      case PING -> Due.PING;
      case LOST -> Due.LOST;
    };
  }

  private static Due over(long elapsedNanos, Duration limit, Due due) {
    return elapsedNanos >= limit.toNanos() ? due : Due.NOTHING;
  }
}
