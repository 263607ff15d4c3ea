package org.godwit.testkit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.godwit.bus.DeadLetter;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.testkit.BusFixture;
import org.godwit.testkit.DeadLetterRecord;
import org.godwit.testkit.StanzaBusContract;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker in this process and two buses on it. */
final class KafkaFixture implements BusFixture, AutoCloseable {

  private static final Map<String, String> TIGHT =
      Map.of(
          "xmpp.bus.publish.soft-limit", "4KB",
          "xmpp.bus.publish.hard-limit", "16KB",
          "xmpp.bus.publish.linger", "100ms",
          "xmpp.bus.read.max-unfinished", "" + StanzaBusContract.TIGHT_UNFINISHED,
          "xmpp.bus.consume.max-poll-records", "" + StanzaBusContract.TIGHT_BATCH);

  private final TestBroker test;
  private final EmbeddedKafkaKraftBroker broker;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final KafkaStanzaBus bus;
  private final KafkaStanzaBus tight;
  private final AtomicInteger topics = new AtomicInteger();

  KafkaFixture(String groupProtocol) {
    test = TestBroker.start();
    broker = test.broker();
    Map<String, String> settings =
        new HashMap<>(
            Map.of("xmpp.bus.partitions", "4", "xmpp.bus.consume.group-protocol", groupProtocol));
    bus = open(settings);
    settings.putAll(TIGHT);
    tight = open(settings);
  }

  /** Opens one more bus on the broker with these {@code xmpp.bus} settings. */
  KafkaStanzaBus open(Map<String, String> settings) {
    return test.bus(settings, meters);
  }

  MeterRegistry meters() {
    return meters;
  }

  String bootstrapServers() {
    return broker.getBrokersAsString();
  }

  @Override
  public StanzaBus bus() {
    return bus;
  }

  @Override
  public StanzaBus tightBus() {
    return tight;
  }

  @Override
  public String newTopic(int partitions) {
    String name = "test-" + topics.incrementAndGet();
    broker.addTopics(new NewTopic(name, partitions, (short) 1));
    return name;
  }

  @Override
  public void await(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(20))
        .until(condition::getAsBoolean);
  }

  @Override
  public long committed(String topic, String group, int partition) {
    return broker.doWithAdminFunction(admin -> {
      try {
        OffsetAndMetadata offset =
            admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, partition));
        return offset == null ? -1L : offset.offset();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Override
  public void appendPoison(String topic, int partition, String key) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.getBrokersAsString()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, partition, bytes(key), bytes("poison"));
      record.headers().add("gw", new byte[] {99});
      var _ = producer.send(record);
      producer.flush();
    }
  }

  @Override
  public List<DeadLetterRecord> deadLetters(String topic) {
    List<DeadLetterRecord> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.getBrokersAsString()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(Topics.DEAD_LETTER).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          DeadLetterRecord letter = letter(record);
          if (letter.topic().equals(topic)) {
            found.add(letter);
          }
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    bus.close();
    tight.close();
    test.close();
  }

  private static DeadLetterRecord letter(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return new DeadLetterRecord(
        header(record, DeadLetter.TOPIC),
        Integer.parseInt(header(record, DeadLetter.PARTITION)),
        Long.parseLong(header(record, DeadLetter.OFFSET)),
        key == null ? "" : new String(key, StandardCharsets.UTF_8),
        record.value(),
        header(record, DeadLetter.CAUSE),
        header(record, DeadLetter.MESSAGE));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
