package org.godwit.bus.kafka;

import java.time.Duration;

/**
 * Finds out that this process stood still for so long that its partitions may be somebody else's by
 * now (SIGSTOP, a suspended machine, a long pause of the JVM).
 *
 * <p>The thread that polls looks at the clock again and again: before and after each poll, before
 * each record and between the waits of a rebalance. No look forgets time that the one before it has
 * not seen, so a stop at any point is found before the next record is handed over. What remains
 * possible is the record in hand, and what effects begun before the stop still publish: the next
 * owner must know such records by their origin and source.
 */
final class PollFence {

  /** The thread stood still for too long. */
  static final class PassedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PassedException(Duration stoodStill, Duration limit) {
      super("stood still for " + stoodStill + "; xmpp.bus.consume.fence-after is " + limit);
    }
  }

  private final Duration after;
  private final long afterNanos;
  private long lookedNanos;

  PollFence(Duration after) {
    this.after = after;
    this.afterNanos = after.toNanos();
  }

  /** Makes one that lets everything pass: for a reader whose partition nobody takes away. */
  static PollFence open() {
    return new PollFence(Duration.ofNanos(Long.MAX_VALUE));
  }

  /** Begins to watch: nothing is held from before. */
  void begin(long nowNanos) {
    lookedNanos = nowNanos;
  }

  /** Looks at the clock now. */
  void look() {
    look(System.nanoTime());
  }

  /**
   * Looks at the clock.
   *
   * @throws PassedException where too much time has passed since the last look
   */
  void look(long nowNanos) {
    long stoodStill = nowNanos - lookedNanos;
    if (stoodStill > afterNanos) {
      throw new PassedException(Duration.ofNanos(stoodStill), after);
    }
    lookedNanos = nowNanos;
  }
}
