package org.godwit.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KraftBrokerTests {

  @TempDir private Path folder;

  @Test
  void recordsOutliveTheBroker() throws Exception {
    // Given
    int[] ports = freePorts();
    try (KraftBroker first = new KraftBroker(folder, ports[0], ports[1])) {
      first.start();
      publish(first.bootstrapServers(), "kept");
    }

    // When
    List<String> read;
    try (KraftBroker second = new KraftBroker(folder, ports[0], ports[1])) {
      second.start();
      read = readAll(second.bootstrapServers());
    }

    // Then
    assertThat(read).containsExactly("kept");
  }

  private static void publish(String servers, String value) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", servers);
    try (Admin admin = Admin.create(properties);
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>("topic", value)).get();
    }
  }

  private static List<String> readAll(String servers) {
    List<String> values = new ArrayList<>();
    TopicPartition partition = new TopicPartition("topic", 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static int[] freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }
}
