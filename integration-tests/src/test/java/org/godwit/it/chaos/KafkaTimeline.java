package org.godwit.it.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.godwit.protocol.envelope.EnvelopeException;

/** Finds the records of a stanza on all topics that it can pass. */
final class KafkaTimeline {

  private static final Pattern TOPICS = Pattern.compile("session|gateway\\..+|dead-letter");
  private static final Duration POLL = Duration.ofSeconds(1);

  private final String bootstrapServers;

  KafkaTimeline(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Returns, for each stanza id, the records whose value has it, by the time they were written. */
  Map<String, List<String>> of(Collection<String> ids) {
    Map<String, Map<Long, List<String>>> found = new TreeMap<>();
    ids.forEach(id -> found.put(id, new TreeMap<>()));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .listTopics()
          .forEach((topic, infos) -> {
            if (TOPICS.matcher(topic).matches()) {
              infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
          });
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> collect(record, found));
      }
    }
    Map<String, List<String>> lines = new TreeMap<>();
    found.forEach(
        (id, byTime) -> lines.put(id, byTime.values().stream().flatMap(List::stream).toList()));
    return lines;
  }

  private static void collect(
      ConsumerRecord<byte[], byte[]> record, Map<String, Map<Long, List<String>>> found) {
    if (record.value() == null) {
      return;
    }
    String value = new String(record.value(), StandardCharsets.UTF_8);
    found.forEach((id, byTime) -> {
      if (value.contains("\"" + id + "\"") || value.contains("'" + id + "'")) {
        byTime
            .computeIfAbsent(record.timestamp(), key -> new ArrayList<>())
            .add(
                "%s-%d@%d at %s: %s"
                    .formatted(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        envelope(record)));
      }
    });
  }

  private static String envelope(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("gw");
    if (header == null) {
      return "no envelope";
    }
    try {
      BusMessage message = EnvelopeCodec.decode(header.value(), record.value());
      return switch (message) {
        case Undelivered back -> back + " of offset " + back.gatewayOffset() + ", " + back.source();
        case Deliver deliver -> deliver + " of " + deliver.source();
        default -> message.toString();
      };
    } catch (EnvelopeException e) {
      return e.toString();
    }
  }
}
