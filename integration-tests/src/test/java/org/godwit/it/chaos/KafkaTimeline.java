package org.godwit.it.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.DeliverMany;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.godwit.protocol.envelope.EnvelopeException;
import org.jspecify.annotations.Nullable;

/** Finds the records of a stanza on all topics that it can pass. */
final class KafkaTimeline {

  private static final Pattern TOPICS = Pattern.compile("session|gateway\\..+|dead-letter");
  private static final Duration POLL = Duration.ofSeconds(1);

  private final String bootstrapServers;

  KafkaTimeline(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Returns the way of each stanza: all records whose value has its id. */
  Map<String, StanzaPath> of(Collection<String> ids) {
    Map<TopicPartition, List<Hop.Committed>> committed = committed();
    Map<String, List<Hop>> found = new TreeMap<>();
    ids.forEach(id -> found.put(id, new ArrayList<>()));
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
        consumer.poll(POLL).forEach(record -> collect(record, found, committed));
      }
    }
    Map<String, StanzaPath> paths = new TreeMap<>();
    found.forEach((id, hops) -> paths.put(id, new StanzaPath(hops)));
    return paths;
  }

  /** Returns how far the services are done, by partition. */
  private Map<TopicPartition, List<Hop.Committed>> committed() {
    Map<TopicPartition, List<Hop.Committed>> committed = new HashMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (GroupListing group : admin.listGroups().all().get()) {
        admin
            .listConsumerGroupOffsets(group.groupId())
            .partitionsToOffsetAndMetadata()
            .get()
            .forEach((partition, offset) -> {
              if (offset != null) {
                committed
                    .computeIfAbsent(partition, key -> new ArrayList<>(1))
                    .add(new Hop.Committed(group.groupId(), offset.offset()));
              }
            });
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the groups' offsets cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return committed;
  }

  private static void collect(
      ConsumerRecord<byte[], byte[]> record,
      Map<String, List<Hop>> found,
      Map<TopicPartition, List<Hop.Committed>> committed) {
    if (record.value() == null) {
      return;
    }
    String value = new String(record.value(), StandardCharsets.UTF_8);
    found.forEach((id, hops) -> {
      if (value.contains("\"" + id + "\"") || value.contains("'" + id + "'")) {
        hops.add(hop(record, committed));
      }
    });
  }

  private static Hop hop(
      ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, List<Hop.Committed>> committed) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    @Nullable BusMessage message = null;
    String text = "no envelope";
    Header header = record.headers().lastHeader(EnvelopeCodec.HEADER);
    if (header != null) {
      try {
        message = EnvelopeCodec.decode(header.value(), record.value());
        text = text(message);
      } catch (EnvelopeException e) {
        text = e.toString();
      }
    }
    return new Hop(
        partition,
        record.offset(),
        record.timestamp(),
        message,
        text,
        committed.getOrDefault(partition, List.of()));
  }

  private static String text(BusMessage message) {
    return switch (message) {
      case Undelivered back -> back + " of offset " + back.gatewayOffset() + ", " + back.source();
      case Deliver deliver -> deliver + " of " + deliver.source();
      case DeliverMany deliver -> deliver + " of " + deliver.source();
      default -> message.toString();
    };
  }
}
