package org.godwit.bus;

/**
 * What owns one partition for as long as it is assigned. Its methods are called by one thread at a
 * time; records in the order of their offsets.
 */
public interface PartitionOwner {

  /**
   * Takes one entry of the state topic, before the first record; latest entry per key, no nulls.
   */
  default void onState(String key, byte[] state) {}

  /**
   * Handles a record. Must not block. {@code completion} is called exactly once, now or later, on
   * any thread. A record whose handling throws is tried again, then goes to the dead-letter topic.
   */
  void onRecord(InboundRecord record, Completion completion);

  /** Called after the last record of each poll: the place to flush. */
  default void onBatchEnd() {}

  /**
   * Writes the state that has changed since the last flush. Must not block. An offset is committed
   * only when a flush that began after the offset was reached is durable, so a next owner finds the
   * state of every record before its first. Flushes do not overlap: the next one begins after
   * {@code durable} was told, and a failed one is followed by another, which must write again what
   * was not written. A partition that is given up in good order is flushed a last time after {@link
   * #close}, when its effects have ended.
   *
   * @param durable called exactly once, now or later, on any thread; null where all is durable
   */
  default void flushState(PublishCallback durable) {
    durable.onPublished(null);
  }

  /**
   * The partition is no longer owned: effects that have not begun must not begin. Only {@link
   * #flushState} may still be called, once.
   */
  default void close() {}
}
