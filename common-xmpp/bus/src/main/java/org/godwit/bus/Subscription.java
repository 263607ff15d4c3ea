package org.godwit.bus;

/** Records being read. Any thread. */
public interface Subscription extends AutoCloseable {

  /** Begins to read. */
  void start();

  /** Tells whether partitions are assigned and their state is restored. */
  boolean isReady();

  /**
   * Stops reading, waits up to the configured time for effects under way, and commits what is done.
   * Idempotent.
   */
  @Override
  void close();
}
