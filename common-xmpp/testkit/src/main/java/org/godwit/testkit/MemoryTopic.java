package org.godwit.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.bus.KeyPartition;

/** The partitions of one topic; an offset is an index. Used by the pumping thread alone. */
final class MemoryTopic {

  private final String name;
  private final List<List<StoredRecord>> partitions = new ArrayList<>();

  MemoryTopic(String name, int count) {
    this.name = name;
    for (int i = 0; i < count; i++) {
      partitions.add(new ArrayList<>());
    }
  }

  String name() {
    return name;
  }

  int count() {
    return partitions.size();
  }

  /** Returns the partition of a key; records without one go to the first. */
  int partitionOf(String key) {
    return key.isEmpty() ? 0 : KeyPartition.of(key, count());
  }

  List<StoredRecord> partition(int number) {
    return partitions.get(number);
  }

  /** Returns the latest entry per key of a partition, without tombstones. */
  Map<String, byte[]> latest(int number) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (StoredRecord record : partitions.get(number)) {
      byte[] value = record.value();
      if (value == null) {
        entries.remove(record.key());
      } else {
        entries.put(record.key(), value);
      }
    }
    return entries;
  }
}
