package org.godwit.bus;

/** How a topic keeps its records. */
public enum TopicKind {
  /** Stanzas and commands for the owners of keys; kept for a time. */
  LOG,
  /** Latest state per key of the topic with the same partitions; compacted. */
  STATE,
  /** What one gateway has to do; one partition, kept for a short time. */
  GATEWAY,
  /**
   * Latest value per key, for every service to follow: gateways' leases, virtual hosts; one
   * partition, so that all see one order; compacted.
   */
  FOLLOWED,
  /** As {@link #FOLLOWED}, but what is old is removed as in a log: what nobody needs for ever. */
  RECENT,
  /** Events for other programs; kept for a time. */
  EVENT,
  /** Records that could not be handled, with their cause; kept for a long time. */
  DEAD_LETTER
}
