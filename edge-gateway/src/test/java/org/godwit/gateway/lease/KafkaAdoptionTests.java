package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.BusProperties;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.gateway.delivery.DeliveryConsumer;
import org.godwit.gateway.delivery.DeliveryReports;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * What {@link AdoptionTests} does on the in-memory bus, on a real broker and with real time: a
 * gateway is dead, its adopter's process ends right before one of its outputs, with all before it
 * published and nothing after it, and a third gateway goes on.
 */
class KafkaAdoptionTests {

  private static final Duration RENEW = Duration.ofMillis(200);
  private static final Duration EXPIRY = Duration.ofSeconds(2);
  private static final List<String> SENT = List.of("one", "two", "three");
  private static EmbeddedKafkaKraftBroker broker;

  @BeforeAll
  static void open() {
    broker = new EmbeddedKafkaKraftBroker(1, 1);
    broker.brokerProperties(
        Map.of(
            "offsets.topic.num.partitions", "1",
            "auto.create.topics.enable", "false",
            "group.consumer.min.heartbeat.interval.ms", "100",
            "group.consumer.heartbeat.interval.ms", "100"));
    broker.afterPropertiesSet();
  }

  @AfterAll
  static void close() {
    broker.destroy();
  }

  /**
   * A gateway's process, which ends before the output of a given number; renewals are not counted.
   */
  private static final class KafkaGateway implements StanzaBus {

    private final String id;
    private final KafkaStanzaBus bus = bus();
    private final AtomicInteger left;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final GatewayLeases leases;

    KafkaGateway(String id, int outputs) {
      this.id = id;
      left = new AtomicInteger(outputs);
      bus.createGatewayTopic(id);
      GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
      leases =
          new GatewayLeases(
              new LeaseProperties(true, RENEW, EXPIRY, EXPIRY),
              new GatewayStarted(id, 100),
              this,
              dead ->
                  new DeliveryConsumer(
                      new StreamDirectory(),
                      new DeliveryReports(dead, new OwnerPublisher(this), metrics)),
              new LeaseEnvironment(
                  System::nanoTime,
                  Thread::startVirtualThread,
                  reason -> {},
                  new SimpleMeterRegistry()));
      leases.take(Duration.ofSeconds(30));
    }

    boolean isDead() {
      return left.get() < 0;
    }

    void kill() {
      left.set(-1);
      subscriptions.forEach(Subscription::close);
      leases.close();
      bus.close();
    }

    private boolean lives() {
      return left.getAndUpdate(n -> n < 0 ? n : n - 1) > 0;
    }

    private PublishCallback whileAlive(PublishCallback callback) {
      return failure -> {
        if (!isDead()) {
          callback.onPublished(failure);
        }
      };
    }

    @Override
    public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
      if (lives()) {
        bus.publish(topic, key, message, whileAlive(callback));
      }
    }

    @Override
    public void publishTo(
        String topic, int partition, BusMessage message, PublishCallback callback) {
      if (lives()) {
        bus.publishTo(topic, partition, message, whileAlive(callback));
      }
    }

    @Override
    public void publishState(
        String topic,
        int partition,
        String key,
        byte @Nullable [] state,
        PublishCallback callback) {
      if (key.equals(id) ? !isDead() : lives()) {
        bus.publishState(topic, partition, key, state, whileAlive(callback));
      }
    }

    @Override
    public int partitions(String topic) {
      return bus.partitions(topic);
    }

    @Override
    public boolean isSaturated() {
      return bus.isSaturated();
    }

    @Override
    public void onDrained(Runnable listener) {
      bus.onDrained(listener);
    }

    @Override
    public Subscription own(OwnedTopic spec) {
      return added(bus.own(spec));
    }

    @Override
    public Subscription read(String topic, String group, PartitionOwner reader) {
      return added(bus.read(topic, group, reader));
    }

    @Override
    public Subscription follow(String topic, StateListener listener) {
      return added(bus.follow(topic, listener));
    }

    @Override
    public String createGatewayTopic(String gateway) {
      return bus.createGatewayTopic(gateway);
    }

    private Subscription added(Subscription subscription) {
      subscriptions.add(subscription);
      return subscription;
    }
  }

  /** Answers barriers as session-service does, and notes what comes back. */
  private static final class Owner implements PartitionOwner {
    private final StanzaBus bus;
    private final int partition;
    private final List<String> returned;
    private final List<String> drained;

    Owner(StanzaBus bus, int partition, List<String> returned, List<String> drained) {
      this.bus = bus;
      this.partition = partition;
      this.returned = returned;
      this.drained = drained;
    }

    @Override
    public void onRecord(InboundRecord record, Completion completion) {
      switch (record.message()) {
        case GatewayStarted started ->
            bus.publishTo(
                Topics.gateway(started.gateway()),
                0,
                new GatewayBarrier(partition, started.epoch()),
                PublishCallback.IGNORED);
        case Undelivered undelivered -> returned.add(String.valueOf(undelivered.head().id()));
        case BusMessage.GatewayDrained done -> drained.add(done.gateway());
        default -> {
          // Nothing else is sent here.
        }
      }
      completion.done();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void adopterThatDiesBeforeAnOutputLosesNothing(int outputs) {
    // Given
    String dead = "a" + outputs;
    String adopter = "b" + outputs;
    String next = "c" + outputs;
    List<String> returned = new CopyOnWriteArrayList<>();
    List<String> drained = new CopyOnWriteArrayList<>();
    Map<String, String> leases = new ConcurrentHashMap<>();
    try (KafkaStanzaBus outside = bus();
        Subscription owner =
            outside.own(
                new OwnedTopic(
                    Topics.SESSION,
                    "session-service",
                    null,
                    1,
                    partition -> new Owner(outside, partition, returned, drained)));
        Subscription follower =
            outside.follow(
                Topics.GATEWAYS,
                (id, value) -> {
                  if (value != null) {
                    leases.put(id, new String(value, StandardCharsets.UTF_8));
                  }
                })) {
      owner.start();
      follower.start();
      KafkaGateway first = new KafkaGateway(dead, 0);
      SENT.forEach(id -> deliver(outside, dead, id));

      // When
      KafkaGateway second = new KafkaGateway(adopter, outputs);
      first.kill();
      await(second::isDead);
      second.kill();
      KafkaGateway third = new KafkaGateway(next, Integer.MAX_VALUE);
      await(() -> leases.getOrDefault(dead, "").contains("gone"));
      await(() -> leases.getOrDefault(adopter, "").contains("gone"));
      third.leases.close();
      third.kill();
    }

    // Then: what was returned before the end may be returned again, and has the same source
    assertThat(returned.stream().distinct()).containsExactlyElementsOf(SENT);
    assertThat(drained).contains(dead, adopter);
    assertThat(leases.get(dead)).endsWith(" gone " + next);
  }

  private static void deliver(StanzaBus bus, String gateway, String id) {
    StanzaHead head = new StanzaHead(StanzaType.CHAT, id, Jid.of("a@x/1"), Jid.of("b@x"), 0);
    byte[] stanza = "<message xmlns='jabber:client'/>".getBytes(StandardCharsets.UTF_8);
    bus.publish(
        Topics.gateway(gateway),
        "",
        new Deliver(List.of("1-" + gateway), head, stanza, null),
        PublishCallback.IGNORED);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(60))
        .until(condition);
  }

  private static KafkaStanzaBus bus() {
    KafkaProperties kafka = new KafkaProperties();
    kafka.setBootstrapServers(List.of(broker.getBrokersAsString().split(",", -1)));
    BusProperties properties =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("xmpp.bus.partitions", "1", "xmpp.bus.consume.drain-timeout", "300ms")))
            .bindOrCreate("xmpp.bus", BusProperties.class);
    return KafkaStanzaBus.open(kafka, properties, new SimpleMeterRegistry());
  }
}
