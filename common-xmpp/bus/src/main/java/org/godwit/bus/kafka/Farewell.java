package org.godwit.bus.kafka;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last waits for partitions that are given up: for their effects, then for a last flush of
 * their state. The clock is looked at in between, so that a stop is found here too.
 */
final class Farewell {

  private static final Logger LOGGER = LoggerFactory.getLogger(Farewell.class);

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Waits until something holds or a deadline comes. */
  @FunctionalInterface
  private interface Wait {
    boolean isOver(OwnedPartition partition, long deadlineNanos) throws InterruptedException;
  }

  private final List<OwnedPartition> leaving;
  private final PollFence fence;

  Farewell(List<OwnedPartition> leaving, PollFence fence) {
    this.leaving = leaving;
    this.fence = fence;
  }

  /** Waits so long for the effects, and again so long for the flushes. */
  void await(long drainNanos, long flushNanos) {
    try {
      awaitAll(drainNanos, (partition, deadline) -> partition.ledger().awaitIdle(deadline));
      long flushesEnd = System.nanoTime() + flushNanos;
      awaitEnd(flushesEnd);
      leaving.forEach(Farewell::flush);
      awaitEnd(flushesEnd);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd(long deadlineNanos) throws InterruptedException {
    awaitAll(
        deadlineNanos - System.nanoTime(),
        (partition, deadline) -> partition.flushes().awaitEnd(deadline));
  }

  private void awaitAll(long nanos, Wait wait) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    for (OwnedPartition partition : leaving) {
      long rest = deadline - System.nanoTime();
      boolean over = false;
      while (!over) {
        fence.look();
        over = wait.isOver(partition, System.nanoTime() + Math.min(rest, SLICE_NANOS));
        rest = deadline - System.nanoTime();
        over |= rest <= 0;
      }
    }
  }

  private static void flush(OwnedPartition partition) {
    try {
      partition.flushes().begin();
    } catch (RuntimeException e) {
      LOGGER
          .atError()
          .addKeyValue("topic", partition.id().topic())
          .addKeyValue("partition", partition.id().partition())
          .setCause(e)
          .log("last flush threw");
    }
  }
}
