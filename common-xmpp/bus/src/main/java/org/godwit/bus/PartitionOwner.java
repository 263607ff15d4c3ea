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

  /** The partition is no longer owned: effects that have not begun must not begin. */
  default void close() {}
}
