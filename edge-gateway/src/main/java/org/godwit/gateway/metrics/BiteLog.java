package org.godwit.gateway.metrics;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Says that a limit bites, at most once in ten seconds, with the number of times. Any thread. */
final class BiteLog {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final Logger logger;
  private final AtomicLong bites = new AtomicLong();
  private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

  /** Writes to {@code logger}. */
  BiteLog(Logger logger) {
    this.logger = logger;
  }

  /** A limit bit at {@code nowNanos}; tells whether that was written. */
  boolean onBite(String limit, long nowNanos) {
    long count = bites.incrementAndGet();
    long due = next.get();
    if ((due != Long.MIN_VALUE && nowNanos - due < 0)
        || !next.compareAndSet(due, nowNanos + INTERVAL_NANOS)) {
      return false;
    }
    bites.addAndGet(-count);
    logger.atWarn().addKeyValue("limit", limit).addKeyValue("times", count).log("a limit bites");
    return true;
  }
}
