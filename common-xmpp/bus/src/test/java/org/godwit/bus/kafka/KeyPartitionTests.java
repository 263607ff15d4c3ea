package org.godwit.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.godwit.bus.KeyPartition;
import org.junit.jupiter.api.Test;

/** Owners and the in-memory bus must find a key where Kafka's producer puts it. */
class KeyPartitionTests {

  @Test
  void partitionIsTheOneOfKafkasProducer() {
    // Given
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      String key = "u\u00e4\u20ac".repeat(random.nextInt(3)) + random.nextInt() + "@example.org";
      key = key.substring(random.nextInt(4));
      int partitions = 1 + random.nextInt(64);
      // When
      int partition = KeyPartition.of(key, partitions);
      // Then
      assertThat(partition)
          .as(key)
          .isEqualTo(
              BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions));
    }
  }
}
