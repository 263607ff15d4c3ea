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
   * What everybody who follows it knows: latest per key; one partition, so that all see one order;
   * compacted.
   */
  TABLE,
  /** Records that could not be handled, with their cause; kept for a long time. */
  DEAD_LETTER
}
