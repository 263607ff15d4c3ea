package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.BusProperties;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.testkit.ManualClock;
import org.godwit.testkit.RecordingOwner;
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
 * What {@link AccountCrashTests} does on the in-memory bus, on a real broker: the owner's process
 * ends right before one of its outputs, with all before it published and nothing after it, and the
 * next one goes on.
 */
class KafkaOwnerCrashTests {

  private static final List<String> SENT = IntStream.range(0, 5).mapToObj(i -> "m" + i).toList();
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

  /** A process: a bus of its own, owners on it, and an end before the output of a given number. */
  private static final class OwnerProcess implements StanzaPublisher {

    private final KafkaStanzaBus bus = bus();
    private final AtomicInteger left;
    private final FakeOfflineStore store;
    private final Subscription subscription;

    OwnerProcess(FakeOfflineStore store, int outputs) {
      this.store = store;
      left = new AtomicInteger(outputs);
      AccountPorts ports =
          new AccountPorts(
              this,
              store,
              account -> CompletableFuture.completedFuture(true),
              new IqDispatcher(
                  new ModuleIndex(List.of()), StanzaErrorCondition.SERVICE_UNAVAILABLE),
              new ServedDomains(List.of("localhost")),
              () -> "generated",
              new ManualTimer(new ManualClock()));
      AccountSettings settings = new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100);
      AccountPartitions partitions =
          new AccountPartitions(
              ports,
              settings,
              new AccountRemovals(),
              new SessionMetrics(new SimpleMeterRegistry()));
      subscription =
          bus.own(
              new OwnedTopic(
                  Topics.SESSION, "session-service", Topics.SESSION_STATE, 1, partitions::own));
      subscription.start();
    }

    boolean isDead() {
      return left.get() < 0;
    }

    /** Ends it; what it had not published by now it never will. */
    void kill() {
      left.set(-1);
      subscription.close();
      bus.close();
      store.forgetHeld();
      store.letGo();
    }

    /** Returns whether the process lives to make one more output. */
    private boolean lives() {
      if (left.getAndUpdate(n -> n < 0 ? n : n - 1) > 0) {
        return true;
      }
      store.hold();
      return false;
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
      if (lives()) {
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
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void ownerThatDiesBeforeAnOutputLosesNothingAndChangesNoOrder(int outputs) {
    // Given
    String gateway = "gw" + outputs;
    String alice = "alice" + outputs + "@localhost";
    String bob = "bob" + outputs + "@localhost";
    FakeOfflineStore store = new FakeOfflineStore();
    RecordingOwner wire = new RecordingOwner();
    try (KafkaStanzaBus outside = bus()) {
      String topic = outside.createGatewayTopic(gateway);
      try (Subscription reader = outside.read(topic, gateway, wire)) {
        reader.start();
        StreamRef stream = new StreamRef(gateway, "k1-phone");
        outside.publish(
            Topics.SESSION,
            alice,
            new BusMessage.StreamBind(stream, Jid.of(alice), "phone", "b1"),
            PublishCallback.IGNORED);
        for (String text : SENT) {
          incoming(outside, alice, alice + "/phone", text);
          incoming(outside, bob, bob, text);
        }

        // When
        OwnerProcess first = new OwnerProcess(store, outputs);
        await(first::isDead);
        first.kill();
        OwnerProcess second = new OwnerProcess(store, Integer.MAX_VALUE);
        incoming(outside, alice, alice + "/phone", "last");
        await(() -> bodies(wire).contains("last") && store.rows(bob).size() >= SENT.size());
        second.kill();
      }
    }

    // Then: a delivery that was published may come again, and its source tells so
    assertThat(bodies(wire).stream().distinct())
        .containsExactlyElementsOf(Stream.concat(SENT.stream(), Stream.of("last")).toList());
    assertThat(sources(wire)).hasSameSizeAs(bodies(wire).stream().distinct().toList());
    assertThat(store.rows(bob).stream().map(row -> body(row.stanza())))
        .containsExactlyElementsOf(SENT);
  }

  private static void incoming(KafkaStanzaBus bus, String account, String to, String text) {
    Stanzas.Stanza stanza = Stanzas.chat("carol@localhost/pad", to, text);
    bus.publish(
        Topics.SESSION,
        account,
        new BusMessage.Incoming(null, stanza.head(), stanza.bytes()),
        PublishCallback.IGNORED);
  }

  private static List<Deliver> delivers(RecordingOwner wire) {
    return wire.records().stream()
        .map(record -> record.message())
        .filter(Deliver.class::isInstance)
        .map(Deliver.class::cast)
        .toList();
  }

  private static List<String> bodies(RecordingOwner wire) {
    return delivers(wire).stream().map(deliver -> body(deliver.stanza())).toList();
  }

  private static List<Object> sources(RecordingOwner wire) {
    return delivers(wire).stream().map(Deliver::source).map(Object.class::cast).distinct().toList();
  }

  private static String body(byte[] stanza) {
    String text = new String(stanza, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("<body>") + 6, text.indexOf("</body>"));
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
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
