package org.godwit.bus.kafka;

import java.time.Duration;

/**
 * How long a consumer's next poll may wait for records.
 *
 * <p>A member's poll of KIP-848's consumer can wait with no fetch under way, and then until its
 * time is up, whatever arrives (KAFKA-20780, not mended in 4.2). A new poll always asks for a
 * fetch. So the first polls after records are short, and none waits as long as the broker holds a
 * fetch: a fetch that ended empty would leave the rest of the same poll without one.
 *
 * <p>Threads: the one that polls.
 */
final class PollPace {

  /** How long the broker holds a member's fetch that finds nothing. */
  static final int MEMBER_FETCH_MS = 500;

  private static final long SHORT_NANOS = 10_000_000;
  private static final int SHORT_POLLS = 2;
  private static final long MEMBER_IDLE_NANOS = (MEMBER_FETCH_MS - 50) * 1_000_000L;
  private static final long ASSIGNED_IDLE_NANOS = 1_000_000_000;
  private static final long LEAST_NANOS = 1_000_000;

  private final boolean isMember;
  private final long idleNanos;
  private int emptyPolls = SHORT_POLLS;

  /**
   * @param isMember whether the group assigns the partitions
   * @param fenceAfter the time without a look at the clock after which a member has lost its
   *     partitions; no poll waits for more than half of it
   */
  PollPace(boolean isMember, Duration fenceAfter) {
    this.isMember = isMember;
    this.idleNanos =
        Math.min(isMember ? MEMBER_IDLE_NANOS : ASSIGNED_IDLE_NANOS, fenceAfter.toNanos() / 2);
  }

  /** Notes what a poll brought. */
  void polled(boolean isEmpty) {
    emptyPolls = isEmpty ? Math.min(emptyPolls + 1, SHORT_POLLS) : 0;
  }

  /** How long a poll may wait when nothing but records is waited for, in nanoseconds. */
  long nanos() {
    return isMember && emptyPolls < SHORT_POLLS ? Math.min(SHORT_NANOS, idleNanos) : idleNanos;
  }

  /**
   * How long a poll may wait when something else is due, in nanoseconds.
   *
   * @param dueNanos the time from now to it; may be past
   */
  long nanosUntil(long dueNanos) {
    return Math.clamp(dueNanos, LEAST_NANOS, nanos());
  }
}
