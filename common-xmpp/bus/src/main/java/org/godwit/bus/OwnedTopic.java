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
 */
public record OwnedTopic(
    String topic,
    String group,
    @Nullable String stateTopic,
    int threads,
    IntFunction<PartitionOwner> owners) {}
