package org.godwit.bus;

import org.godwit.protocol.envelope.BusMessage;

/**
 * A record that was read.
 *
 * @param topic where it was read
 * @param partition its partition
 * @param offset its offset, from 0
 * @param timestampMs when it was published, in milliseconds since 1970
 * @param key the key; empty for none
 * @param message what it says
 */
public record InboundRecord(
    String topic, int partition, long offset, long timestampMs, String key, BusMessage message) {

  /** Returns what this record says to one of several: under {@code otherKey}, at its place. */
  public InboundRecord with(String otherKey, BusMessage other) {
    return new InboundRecord(topic, partition, offset, timestampMs, otherKey, other);
  }
}
