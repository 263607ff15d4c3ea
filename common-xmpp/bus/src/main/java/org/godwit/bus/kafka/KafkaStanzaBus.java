package org.godwit.bus.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.bus.EventPublisher;
import org.godwit.bus.InFlightBytes;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.bus.TopicKind;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** The bus on Kafka: one producer, and one consumer per thread of each subscription. Any thread. */
public final class KafkaStanzaBus implements StanzaBus, EventPublisher, AutoCloseable {

  private final KafkaClients clients;
  private final BusProperties properties;
  private final TopicSetup topics;
  private final KafkaPublisher publisher;
  private final LoopEnvironment environment;
  private final List<KafkaSubscription> subscriptions = new CopyOnWriteArrayList<>();
  private final List<TopicFollower> followers = new CopyOnWriteArrayList<>();

  private KafkaStanzaBus(
      KafkaClients clients, BusProperties properties, TopicSetup topics, MeterRegistry meters) {
    this.clients = clients;
    this.properties = properties;
    this.topics = topics;
    InFlightBytes inFlight =
        new InFlightBytes(
            properties.publish().softLimit().toBytes(), properties.publish().hardLimit().toBytes());
    Timer latency =
        Timer.builder("xmpp.bus.publish")
            .description("From publishing a record until it is durable")
            .register(meters);
    this.publisher = new KafkaPublisher(clients, properties, inFlight, latency);
    this.environment =
        new LoopEnvironment(
            clients, properties, publisher, new DeadLetters(publisher, meters), fenced(meters));
    publisher.onDrained(() -> subscriptions.forEach(KafkaSubscription::onDrained));
    register(meters, inFlight);
  }

  /**
   * Connects, creates the topics that are missing, and returns the bus. Blocks for up to {@code
   * xmpp.bus.start-timeout}.
   *
   * @throws IllegalArgumentException where a topic has another number of partitions
   * @throws IllegalStateException where Kafka does not answer
   */
  public static KafkaStanzaBus open(
      KafkaProperties kafka, BusProperties properties, MeterRegistry meters) {
    KafkaClients clients = new KafkaClients(kafka, properties);
    TopicSetup topics = new TopicSetup(clients, properties);
    topics.ensure(Topics.installed());
    KafkaStanzaBus bus = new KafkaStanzaBus(clients, properties, topics, meters);
    try {
      // Known metadata is what lets event loops publish without waiting.
      Topics.installed().keySet().forEach(bus::partitions);
    } catch (RuntimeException e) {
      bus.close();
      throw e;
    }
    return bus;
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    publisher.publish(topic, key, message, callback);
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    publisher.publishTo(topic, partition, message, callback);
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    publisher.publishState(topic, partition, key, state, callback);
  }

  @Override
  public void publishEvent(
      String topic,
      String key,
      Map<String, String> attributes,
      byte[] json,
      PublishCallback callback) {
    publisher.publishEvent(topic, key, attributes, json, callback);
  }

  @Override
  public int partitions(String topic) {
    return publisher.partitions(topic);
  }

  @Override
  public boolean isSaturated() {
    return publisher.isSaturated();
  }

  @Override
  public void onDrained(Runnable listener) {
    publisher.onDrained(listener);
  }

  @Override
  public Subscription own(OwnedTopic spec) {
    return added(new KafkaSubscription(environment, spec, true, subscriptions::remove));
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    OwnedTopic spec =
        new OwnedTopic(topic, group, null, 1, partition -> reader, properties.read().limits());
    return added(new KafkaSubscription(environment, spec, false, subscriptions::remove));
  }

  @Override
  public Subscription follow(String topic, StateListener listener) {
    TopicFollower follower =
        new TopicFollower(clients, topic, listener, properties.startTimeout(), followers::remove);
    followers.add(follower);
    return follower;
  }

  /** Blocks until the topic is there: not on event loops. */
  @Override
  public String createGatewayTopic(String id) {
    String name = Topics.gateway(id);
    topics.ensure(Map.of(name, TopicKind.GATEWAY));
    publisher.partitions(name);
    return name;
  }

  /** Closes what is still subscribed, all at once, then the producer. Idempotent. */
  @Override
  public void close() {
    followers.forEach(TopicFollower::stop);
    subscriptions.forEach(KafkaSubscription::stop);
    followers.forEach(TopicFollower::close);
    subscriptions.forEach(KafkaSubscription::close);
    publisher.close();
  }

  private Subscription added(KafkaSubscription subscription) {
    subscriptions.add(subscription);
    return subscription;
  }

  private static Counter fenced(MeterRegistry meters) {
    return Counter.builder("xmpp.bus.fenced")
        .description("How often a member had stood still for too long and started anew")
        .register(meters);
  }

  private void register(MeterRegistry meters, InFlightBytes inFlight) {
    Gauge.builder("xmpp.bus.inflight", inFlight, InFlightBytes::total)
        .description("Bytes on their way to the bus")
        .baseUnit("bytes")
        .register(meters);
    FunctionCounter.builder("xmpp.bus.saturated", inFlight, InFlightBytes::saturations)
        .description("How often the bytes on their way passed the soft limit")
        .register(meters);
    Gauge.builder(
            "xmpp.bus.unfinished",
            subscriptions,
            all -> all.stream().mapToLong(KafkaSubscription::unfinished).sum())
        .description("Records read whose effects are not done")
        .register(meters);
    Gauge.builder(
            "xmpp.bus.paused",
            subscriptions,
            all -> all.stream().mapToLong(KafkaSubscription::paused).sum())
        .description("Partitions that are not read because too much is unfinished")
        .register(meters);
  }
}
