package org.godwit.it.chaos;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;

/**
 * A record on the bus that carries a stanza.
 *
 * @param partition its topic and partition
 * @param offset its offset
 * @param timestampMs when it was published, in milliseconds since 1970
 * @param message what it says; null where it has no envelope
 * @param text the same in words, without the stanza's body
 * @param committed which groups have read the partition, and up to which offset
 */
record Hop(
    TopicPartition partition,
    long offset,
    long timestampMs,
    @Nullable BusMessage message,
    String text,
    List<Committed> committed) {

  /**
   * How far a group of consumers is done.
   *
   * @param group its id
   * @param offset the lowest one that it is not done with
   */
  record Committed(String group, long offset) {}

  Hop {
    committed = List.copyOf(committed);
  }

  /** Returns how far a stanza has come with this record, for two of the same millisecond. */
  int rank() {
    return switch (message) {
      case BusMessage.Sent _ -> 1;
      case BusMessage.Incoming _ -> 2;
      case BusMessage.Undelivered _ -> 4;
      case BusMessage.ToOwner _ -> 2;
      case BusMessage.ToGateway _ -> 3;
      case null -> 5;
    };
  }

  /** Returns where it is: topic, partition and offset. */
  String place() {
    return partition + "@" + offset;
  }

  /** Returns the line of a timeline: where, what, and who is done with it. */
  String line() {
    StringBuilder line = new StringBuilder(place()).append(": ").append(text);
    for (Committed group : committed) {
      line.append("; ")
          .append(group.group())
          .append(offset < group.offset() ? " is done with it" : " is not done with it");
    }
    return line.toString();
  }
}
