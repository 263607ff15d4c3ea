package org.godwit.bus.kafka;

import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.godwit.bus.BusFullException;
import org.godwit.bus.EventPublisher;
import org.godwit.bus.InFlightBytes;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.EncodedMessage;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** The publishing half of the bus. Any thread; never blocks but in {@link #partitions}. */
final class KafkaPublisher implements StanzaPublisher, EventPublisher, AutoCloseable {

  /** What a record costs beside its key, envelope and value, in bytes. */
  private static final int RECORD_OVERHEAD = 64;

  private final BusProperties properties;
  private final InFlightBytes inFlight;
  private final Timer latency;
  private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
  private final Producer<byte[], byte[]> producer;
  private final @Nullable Linger linger;
  private final ConcurrentMap<String, TopicLane> lanes = new ConcurrentHashMap<>();
  private volatile boolean closed;

  KafkaPublisher(
      KafkaClients clients, BusProperties properties, InFlightBytes inFlight, Timer latency) {
    this.properties = properties;
    this.inFlight = inFlight;
    this.latency = latency;
    this.producers = clients.producers();
    this.producer = producers.createProducer();
    BusProperties.Publish publish = properties.publish();
    this.linger =
        publish.linger().isZero()
            ? null
            : Linger.withThread(publish.linger().toNanos(), publish.burst());
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    EncodedMessage encoded = EnvelopeCodec.encode(message);
    send(
        new ProducerRecord<>(
            topic, null, null, keyBytes(key), encoded.stanza(), headers(encoded.envelope())),
        callback);
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    EncodedMessage encoded = EnvelopeCodec.encode(message);
    send(
        new ProducerRecord<>(
            topic, partition, null, null, encoded.stanza(), headers(encoded.envelope())),
        callback);
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    send(new ProducerRecord<>(topic, partition, keyBytes(key), state), callback);
  }

  @Override
  public void publishEvent(
      String topic,
      String key,
      Map<String, String> attributes,
      byte[] json,
      PublishCallback callback) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("content-type", "application/json".getBytes(StandardCharsets.US_ASCII));
    headers.add(ATTRIBUTE_PREFIX + "specversion", "1.0".getBytes(StandardCharsets.US_ASCII));
    attributes.forEach((name, value) ->
        headers.add(ATTRIBUTE_PREFIX + name, value.getBytes(StandardCharsets.UTF_8)));
    send(new ProducerRecord<>(topic, null, null, keyBytes(key), json, headers), callback);
  }

  /** Sends a record as it is. */
  void send(ProducerRecord<byte[], byte[]> record, PublishCallback callback) {
    int bytes = bytes(record);
    if (closed) {
      Sending.tell(callback, new IllegalStateException("the bus is closed"));
    } else if (bytes > properties.maxRecord().toBytes() + KafkaClients.DEAD_LETTER_HEADROOM / 2) {
      Sending.tell(
          callback,
          new IllegalArgumentException(
              "record of " + bytes + " bytes; xmpp.bus.max-record is " + properties.maxRecord()));
    } else if (!inFlight.tryAdd(bytes)) {
      Sending.tell(callback, new BusFullException(inFlight.hardLimit()));
    } else {
      Sending sending = new Sending(inFlight, latency, bytes, callback);
      if (linger == null) {
        lane(record.topic()).send(record, sending);
      } else {
        linger.add(() -> lane(record.topic()).send(record, sending));
      }
    }
  }

  @Override
  public int partitions(String topic) {
    try {
      return lane(topic).known().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalStateException unknown) {
        throw unknown;
      }
      throw e;
    }
  }

  @Override
  public boolean isSaturated() {
    return inFlight.isSaturated();
  }

  @Override
  public void onDrained(Runnable listener) {
    inFlight.onDrained(listener);
  }

  /** Waits a second for records on their way, then fails the rest. */
  @Override
  public void close() {
    closed = true;
    if (linger != null) {
      linger.close();
    }
    producers.destroy();
  }

  private TopicLane lane(String topic) {
    TopicLane lane = lanes.get(topic);
    return lane != null ? lane : newLane(topic);
  }

  private TopicLane newLane(String topic) {
    TopicLane fresh =
        new TopicLane(
            producer,
            topic,
            properties.startTimeout(),
            properties.publish().deliveryTimeout(),
            lane -> lanes.remove(topic, lane));
    TopicLane present = lanes.putIfAbsent(topic, fresh);
    if (present != null) {
      return present;
    }
    fresh.open();
    return fresh;
  }

  private static RecordHeaders headers(byte[] envelope) {
    return new RecordHeaders(new Header[] {new RecordHeader(EnvelopeCodec.HEADER, envelope)});
  }

  private static byte @Nullable [] keyBytes(String key) {
    return key.isEmpty() ? null : key.getBytes(StandardCharsets.UTF_8);
  }

  private static int bytes(ProducerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    byte[] value = record.value();
    int bytes =
        RECORD_OVERHEAD + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    for (Header header : record.headers()) {
      bytes += header.key().length() + header.value().length;
    }
    return bytes;
  }
}
