package org.godwit.testkit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link InMemoryBus} behaves.
 *
 * @param partitions partitions of each installed topic, from 1
 * @param batchMax how many records an owner gets at once, from 1
 * @param attempts how often a record whose handling throws is tried, from 1
 * @param maxUnfinished unfinished records at which a partition pauses, from 1
 * @param softLimit bytes on their way at which saturation begins
 * @param hardLimit bytes on their way above which publishing fails
 * @param order the order of what may happen in any order
 */
public record InMemoryBusSettings(
    int partitions,
    int batchMax,
    int attempts,
    int maxUnfinished,
    long softLimit,
    long hardLimit,
    Order order) {

  /** Four partitions, batches of 100, the real bus's limits, time standing still, first come. */
  public static final InMemoryBusSettings DEFAULT =
      new InMemoryBusSettings(
          4, 100, 3, 10_000, 16L << 20, 64L << 20, new Order(null, new ManualClock()));

  /**
   * Order and time.
   *
   * @param seed chooses what happens next; null for first come, first served
   * @param clock stamps the records
   */
  public record Order(@Nullable Long seed, InstantSource clock) {}

  /** Returns these settings with partitions interleaved as {@code seed} says. */
  public InMemoryBusSettings withSeed(long seed) {
    return with(partitions, new Order(seed, order.clock()));
  }

  /** Returns these settings with this clock. */
  public InMemoryBusSettings withClock(InstantSource clock) {
    return with(partitions, new Order(order.seed(), clock));
  }

  /** Returns these settings with this many partitions. */
  public InMemoryBusSettings withPartitions(int partitions) {
    return with(partitions, order);
  }

  /** Returns these settings with these limits of bytes on their way. */
  public InMemoryBusSettings withLimits(long softLimit, long hardLimit) {
    return new InMemoryBusSettings(
        partitions, batchMax, attempts, maxUnfinished, softLimit, hardLimit, order);
  }

  /** Returns these settings with this pause limit and batch size. */
  public InMemoryBusSettings withMaxUnfinished(int maxUnfinished, int batchMax) {
    return new InMemoryBusSettings(
        partitions, batchMax, attempts, maxUnfinished, softLimit, hardLimit, order);
  }

  private InMemoryBusSettings with(int partitions, Order order) {
    return new InMemoryBusSettings(
        partitions, batchMax, attempts, maxUnfinished, softLimit, hardLimit, order);
  }
}
