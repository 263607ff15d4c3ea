package org.godwit.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.godwit.bus.InFlightBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicLaneTests {

  private static final String TOPIC = "session";

  private final List<TopicLane> lost = new CopyOnWriteArrayList<>();
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final InFlightBytes inFlight = new InFlightBytes(1 << 20, 1 << 21);
  private final ForgetfulProducer producer = new ForgetfulProducer();

  /** A producer that refuses at once what it does not know the topic of, as Kafka's does. */
  private static final class ForgetfulProducer extends MockProducer<byte[], byte[]> {
    private volatile boolean isBlind;
    private volatile boolean isDeaf;

    ForgetfulProducer() {
      super(
          true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      if (isBlind) {
        throw new TimeoutException("not present in metadata");
      }
      Node node = new Node(1, "localhost", 9092);
      return Collections.nCopies(4, new PartitionInfo(topic, 0, node, new Node[0], new Node[0]));
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
      if (isBlind || isDeaf) {
        TimeoutException refusal = new TimeoutException("not present in metadata");
        Objects.requireNonNull(callback).onCompletion(null, refusal);
        return CompletableFuture.failedFuture(refusal);
      }
      return super.send(record, callback);
    }

    List<String> sent() {
      return history().stream()
          .map(record -> new String(record.value(), StandardCharsets.UTF_8))
          .toList();
    }
  }

  private TopicLane lane(Duration timeout) {
    TopicLane lane = new TopicLane(producer, TOPIC, timeout, Duration.ofMinutes(1), lost::add);
    lane.open();
    return lane;
  }

  private void send(TopicLane lane, String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    assertThat(inFlight.tryAdd(value.length)).isTrue();
    lane.send(
        new ProducerRecord<>(TOPIC, 0, null, value),
        new Sending(
            inFlight,
            new SimpleMeterRegistry().timer("bus"),
            value.length,
            failure -> reports.add(text + (failure == null ? "" : " failed"))));
  }

  private static List<String> numbers(int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add("r" + i);
    }
    return all;
  }

  private void awaitReports(String what) {
    await().until(() -> reports.size() >= 20);
    assertThat(reports).as(what).doesNotHaveDuplicates();
  }

  @Test
  void recordsOfATopicThatIsLostFromSightWaitAndKeepTheirOrder() {
    // Given
    TopicLane lane = lane(Duration.ofMinutes(1));
    send(lane, "r0");
    await().untilAsserted(() -> assertThat(producer.sent()).hasSize(1));

    // When
    producer.isBlind = true;
    for (int i = 1; i < 10; i++) {
      send(lane, "r" + i);
    }

    // Then
    assertThat(producer.sent()).containsExactly("r0");
    assertThat(reports).containsExactly("r0");

    // When
    producer.isBlind = false;
    for (int i = 10; i < 20; i++) {
      send(lane, "r" + i);
    }

    // Then
    awaitReports("each is reported once");
    assertThat(producer.sent()).containsExactlyElementsOf(numbers(20));
    assertThat(reports).containsExactlyElementsOf(numbers(20));
    assertThat(lost).isEmpty();
    assertThat(inFlight.total()).isZero();
  }

  @Test
  void whatIsRefusedAgainWhileItIsLetGoStaysInFront() {
    // Given
    producer.isDeaf = true;
    TopicLane lane = lane(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      send(lane, "r" + i);
    }

    // When
    producer.isDeaf = false;
    for (int i = 10; i < 20; i++) {
      send(lane, "r" + i);
    }

    // Then
    awaitReports("each is reported once");
    assertThat(producer.sent()).containsExactlyElementsOf(numbers(20));
  }

  @Test
  void whatHasWaitedForTooLongFailsAndTheLaneIsGivenUp() {
    // Given
    producer.isBlind = true;

    // When
    TopicLane lane = lane(Duration.ofMillis(20));
    send(lane, "r0");

    // Then
    await().untilAsserted(() -> assertThat(reports).containsExactly("r0 failed"));
    assertThat(lost).containsExactly(lane);
    assertThat(inFlight.total()).isZero();

    // When
    send(lane, "r1");

    // Then
    assertThat(reports).containsExactly("r0 failed", "r1 failed");
  }
}
