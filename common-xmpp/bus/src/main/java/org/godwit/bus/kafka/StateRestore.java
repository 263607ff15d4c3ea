package org.godwit.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions of a state topic to their end: the latest entry per key, without tombstones. */
final class StateRestore {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final Duration timeout;
  private final BooleanSupplier isAbandoned;

  StateRestore(KafkaClients clients, Duration timeout, BooleanSupplier isAbandoned) {
    this.clients = clients;
    this.timeout = timeout;
    this.isAbandoned = isAbandoned;
  }

  /** Returns the entries of each partition; all partitions are read by one consumer. */
  Map<Integer, Map<String, byte[]>> read(String topic, Collection<Integer> partitions) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Map<Integer, Map<String, byte[]>> entries = new HashMap<>();
    List<TopicPartition> all = new ArrayList<>();
    for (int partition : partitions) {
      entries.put(partition, new HashMap<>());
      all.add(new TopicPartition(topic, partition));
    }
    Consumer<byte[], byte[]> consumer = clients.detached();
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(all, timeout);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, timeout);
      List<TopicPartition> unread = new ArrayList<>(all);
      unread.removeIf(p -> offset(begins, p) >= offset(ends, p));
      if (unread.isEmpty()) {
        return entries;
      }
      consumer.assign(List.copyOf(unread));
      consumer.seekToBeginning(List.copyOf(unread));
      while (!unread.isEmpty()) {
        if (isAbandoned.getAsBoolean() || deadline - System.nanoTime() <= 0) {
          throw new IllegalStateException(
              "state topic '" + topic + "' was not read to its end within " + timeout);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          apply(record, entries.getOrDefault(record.partition(), new HashMap<>()));
        }
        for (Iterator<TopicPartition> i = unread.iterator(); i.hasNext(); ) {
          TopicPartition partition = i.next();
          if (consumer.position(partition) >= offset(ends, partition)) {
            i.remove();
            consumer.pause(List.of(partition));
          }
        }
      }
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
    return entries;
  }

  private static void apply(ConsumerRecord<byte[], byte[]> record, Map<String, byte[]> entries) {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null) {
      return;
    }
    String name = new String(key, StandardCharsets.UTF_8);
    if (value == null) {
      entries.remove(name);
    } else {
      entries.put(name, value);
    }
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    Long offset = offsets.get(partition);
    return offset == null ? 0 : offset;
  }
}
