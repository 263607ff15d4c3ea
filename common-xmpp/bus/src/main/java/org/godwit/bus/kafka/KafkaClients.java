package org.godwit.bus.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** Makes Kafka's clients with the settings that the bus's promises rest on. Any thread. */
final class KafkaClients {

  /** What a record may grow by on its way to the dead-letter topic. */
  static final int DEAD_LETTER_HEADROOM = 64 * 1024;

  /** So that a broker whose machine is gone is not waited for longer than leases are. */
  private static final int CONNECT_MS = 2_000;

  private static final int CONNECT_MAX_MS = 5_000;
  private static final int REQUEST_MS = 10_000;

  /**
   * How long the broker holds a fetch that finds nothing. A reader of one partition has nothing
   * else to ask for meanwhile; a member's next partition waits for the fetch under way, so that is
   * shorter.
   */
  private static final int SINGLE_FETCH_MS = 5_000;

  private static final long NEVER_IDLE_MS = 10L * 365 * 24 * 3600 * 1000;

  private final KafkaProperties kafka;
  private final BusProperties properties;
  private final ConsumerFactory<byte[], byte[]> consumers;

  KafkaClients(KafkaProperties kafka, BusProperties properties) {
    this.kafka = kafka;
    this.properties = properties;
    this.consumers =
        new DefaultKafkaConsumerFactory<>(
            consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  List<String> bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  Admin admin() {
    Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
    connections(settings);
    return Admin.create(settings);
  }

  DefaultKafkaProducerFactory<byte[], byte[]> producers() {
    BusProperties.Publish publish = properties.publish();
    long deliveryMs = publish.deliveryTimeout().toMillis();
    Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // With more, a batch behind one that was refused may be taken first: docs/adr/0010.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    // Records linger before they reach the producer: see Linger.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, (int) publish.batch().toBytes());
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, lower(publish.compression()));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryMs);
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(REQUEST_MS, deliveryMs * 4 / 5));
    // The bus counts bytes itself and knows each topic's metadata before it sends, so a send that
    // would have to wait is an error, not a reason to hold an event loop.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER_IDLE_MS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferMemory());
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        (int) properties.maxRecord().toBytes() + DEAD_LETTER_HEADROOM);
    connections(settings);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    DefaultKafkaProducerFactory<byte[], byte[]> factory =
        new DefaultKafkaProducerFactory<>(
            settings, new ByteArraySerializer(), new ByteArraySerializer());
    factory.setPhysicalCloseTimeout(1);
    return factory;
  }

  /** Makes a member of {@code group} that is assigned partitions by the group. */
  Consumer<byte[], byte[]> member(String group) {
    Properties overrides = new Properties();
    switch (properties.consume().groupProtocol()) {
      case CONSUMER -> overrides.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
      case CLASSIC -> {
        overrides.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        overrides.put(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName());
        // The defaults of 45 s and 3 s would make a takeover last as long.
        overrides.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        overrides.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1000);
      }
    }
    return consumers.createConsumer(group, null, null, overrides);
  }

  /** Makes a consumer that assigns itself partitions and commits under {@code group}. */
  Consumer<byte[], byte[]> assigned(String group) {
    return consumers.createConsumer(group, null, null, single());
  }

  /** Makes a consumer without a group, for reading a topic from its beginning. */
  Consumer<byte[], byte[]> detached() {
    return consumers.createConsumer(null, null, null, single());
  }

  private static Properties single() {
    Properties overrides = new Properties();
    overrides.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    overrides.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Integer.toString(SINGLE_FETCH_MS));
    return overrides;
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, PollPace.MEMBER_FETCH_MS);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.consume().maxPollRecords());
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
    connections(settings);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return settings;
  }

  private static void connections(Map<String, Object> settings) {
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT_MS);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, CONNECT_MAX_MS);
    settings.put("enable.metrics.push", false);
  }

  /**
   * Kafka gives every open batch its full size however little is in it, so the memory stands well
   * above the bytes that the hard limit counts; it is taken from the heap only as it is used.
   */
  private long bufferMemory() {
    BusProperties.Publish publish = properties.publish();
    long openBatches = 8L * properties.partitions() * publish.batch().toBytes();
    return 2 * publish.hardLimit().toBytes() + openBatches;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
