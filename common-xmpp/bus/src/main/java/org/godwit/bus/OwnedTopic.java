package org.godwit.bus;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A topic whose partitions the instances of a service share out among themselves.
 *
 * @param topic the topic
 * @param group the consumer group
 * @param stateTopic the compacted topic with the same partitions that is read to its end before the
 *     first record; null for none
 * @param threads how many threads poll, from 1
 * @param owners makes the owner of a partition
 * @param limits how far reading may run ahead; null for what {@code xmpp.bus.consume.*} says
 */
public record OwnedTopic(
    String topic,
    String group,
    @Nullable String stateTopic,
    int threads,
    IntFunction<PartitionOwner> owners,
    @Nullable ReadLimits limits) {

  /** Makes one with the limits of {@code xmpp.bus.consume.*}. */
  public OwnedTopic(
      String topic,
      String group,
      @Nullable String stateTopic,
      int threads,
      IntFunction<PartitionOwner> owners) {
    this(topic, group, stateTopic, threads, owners, null);
  }

  /** Returns the same with these limits. */
  public OwnedTopic withLimits(ReadLimits other) {
    return new OwnedTopic(topic, group, stateTopic, threads, owners, other);
  }
}
