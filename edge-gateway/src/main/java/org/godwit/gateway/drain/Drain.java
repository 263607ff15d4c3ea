package org.godwit.gateway.drain;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the gateway: nobody is let in, streams end at a set pace, those first that can be resumed
 * and therefore go on at another gateway at once. Nothing that was acknowledged is lost: what a
 * stream did not get goes back to its owner. Once begun it is not taken back. Any thread.
 */
public final class Drain {
  private static final Logger LOGGER = LoggerFactory.getLogger(Drain.class);
  private static final Duration TICK = Duration.ofMillis(50);

  /** The streams that are to end. */
  public interface Streams {
    /** Lets nobody in any more. */
    void stopListening();

    /** Ends up to {@code count} streams with {@code error}; returns how many are left. */
    int drain(StreamError error, int count);
  }

  /** How far a drain is. */
  public enum Phase {
    /** Clients are served. */
    SERVING,
    /** Streams are being ended. */
    DRAINING,
    /** No stream is left. */
    DRAINED
  }

  /**
   * What has been done.
   *
   * @param phase how far it is
   * @param ended streams that were ended
   * @param open streams that are left; -1 where it has not begun
   */
  public record Progress(Phase phase, int ended, int open) {}

  private final DrainPace pace;
  private final Streams streams;
  private final LongSupplier nanos;
  private volatile Progress progress = new Progress(Phase.SERVING, 0, -1);

  /** Empties {@code streams} by the clock {@code nanos}. */
  public Drain(DrainProperties properties, Streams streams, LongSupplier nanos) {
    this.pace = new DrainPace(properties.perSecond(), properties.deadline());
    this.streams = streams;
    this.nanos = nanos;
  }

  /** Returns how far it is. */
  public Progress progress() {
    return progress;
  }

  /** Tells whether clients are served. */
  public boolean isServing() {
    return progress.phase() == Phase.SERVING;
  }

  /** Begins on a thread of its own; returns at once. A second call changes nothing. */
  public Progress begin() {
    if (start()) {
      Thread.ofVirtual().name("gateway-drain").start(this::run);
    }
    return progress;
  }

  /** Returns once no stream is left, or another thread that has begun is through. */
  public void drain() {
    if (start()) {
      run();
    }
    while (progress.phase() != Phase.DRAINED) {
      LockSupport.parkNanos(TICK.toNanos());
    }
  }

  private synchronized boolean start() {
    if (!isServing()) {
      return false;
    }
    progress = new Progress(Phase.DRAINING, 0, -1);
    return true;
  }

  /** Ends in any case: whoever stops the process waits for it. */
  private void run() {
    try {
      empty();
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("this gateway could not empty itself");
    } finally {
      progress = new Progress(Phase.DRAINED, progress.ended(), 0);
    }
  }

  private void empty() {
    StreamError goodbye =
        StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN, "The server is shutting down.");
    long begun = nanos.getAsLong();
    streams.stopListening();
    int open = streams.drain(goodbye, 0);
    int ended = 0;
    LOGGER.atInfo().addKeyValue("streams", open).log("this gateway empties itself");
    while (open > 0) {
      progress = new Progress(Phase.DRAINING, ended, open);
      int due = pace.due(Duration.ofNanos(nanos.getAsLong() - begun), ended, open);
      if (due == 0) {
        LockSupport.parkNanos(TICK.toNanos());
      } else {
        int left = streams.drain(goodbye, due);
        ended += Math.max(0, open - left);
        open = left;
      }
    }
    progress = new Progress(Phase.DRAINING, ended, 0);
    LOGGER.atInfo().addKeyValue("streams", ended).log("this gateway is empty");
  }
}
