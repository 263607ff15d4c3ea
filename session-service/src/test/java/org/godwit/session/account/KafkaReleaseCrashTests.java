package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.testkit.ManualClock;
import org.godwit.testkit.MortalBus;
import org.godwit.testkit.MortalBus.Fate;
import org.godwit.testkit.RecordingOwner;
import org.godwit.testkit.kafka.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a stream did not get comes back to its owner (docs/stream-lifecycle.md, section 3), on a
 * real broker, and the owner's process ends right before one of its outputs: with all before it
 * published and nothing after it. The next one goes on.
 */
class KafkaReleaseCrashTests {

  private static final AccountSettings SETTINGS =
      new AccountSettings(3, 100, 3, Duration.ofMinutes(10), 100);
  private static final int SENT = 6;

  private static TestBroker broker;

  @BeforeAll
  static void open() {
    broker = TestBroker.start();
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  /** Two gateways, Bob on the first, Alice on one after the other, and their owner's process. */
  private static final class Scene implements AutoCloseable {
    private final KafkaStanzaBus kafka = broker.bus();
    private final SerialBus bus = new SerialBus(kafka);
    private final FakeOfflineStore store = new FakeOfflineStore();
    private final String name;
    private final List<String> timeline = new ArrayList<>();
    private final SimGateway first;
    private final SimGateway second;
    private final SimClient alice;
    private final SimClient bob;
    private OwnerProcess owner;

    Scene(String name) {
      this.name = name;
      kafka.createGatewayTopic(name + "-1");
      kafka.createGatewayTopic(name + "-2");
      ManualClock clock = new ManualClock();
      first = new SimGateway(name + "-1", bus, clock, Subscription::close);
      second = new SimGateway(name + "-2", bus, clock, Subscription::close);
      alice = client("alice", clock);
      bob = client("bob", clock);
      owner = OwnerProcess.start(broker, SETTINGS, store, ContactStore.NONE);
    }

    private SimClient client(String user, ManualClock clock) {
      return new SimClient(
          Jid.of(user + '-' + name + "@localhost"),
          "phone",
          new SimClient.Log(clock.millis(), true, new HashMap<>(), timeline));
    }

    String account() {
      return alice.account.bareText();
    }

    /** Alice has six messages on her wire, has read four and said so of two. */
    void begin() {
      synchronized (bus) {
        alice.connect(first);
        bob.connect(first);
      }
      await(() -> alice.isReady() && bob.isReady());
      synchronized (bus) {
        IntStream.range(0, SENT).forEach(i -> bob.chat(alice.account));
      }
      await(() -> {
        SimGateway.Stream stream = alice.stream();
        return stream != null && stream.unacknowledged() == SENT;
      });
      synchronized (bus) {
        alice.read(2);
        alice.acknowledge();
        alice.read(2);
      }
    }

    /** The owner dies before the output that follows on {@code outputs}, while this happens. */
    void dieDuring(int outputs, Runnable act) {
      owner.destine(MortalBus.diesAfterOutputs(outputs));
      synchronized (bus) {
        act.run();
      }
      await(owner::isDead);
      next();
      repeated();
      // What nobody has asked for again by now was forgotten by the dead one.
      owner.pass(61);
    }

    void next() {
      owner.kill();
      owner = OwnerProcess.start(broker, SETTINGS, store, ContactStore.NONE);
    }

    /** Waits until the owner has handled all that is in the log by now. */
    void repeated() {
      String witness = "witness-" + name + "@localhost";
      Stanzas.Stanza stanza = Stanzas.chat("carol@localhost/pad", witness, "here");
      int before = store.rows(witness).size();
      kafka.publish(
          Topics.SESSION,
          witness,
          new BusMessage.Incoming(null, stanza.head(), stanza.bytes()),
          PublishCallback.IGNORED);
      await(() -> store.rows(witness).size() > before);
    }

    /** Waits until Alice has all. */
    void finish() {
      await(() -> {
        alice.read(SENT);
        alice.acknowledge();
        return alice.isReady() && alice.received.size() == SENT && store.rows(account()).isEmpty();
      });
    }

    private void await(Callable<Boolean> condition) {
      Awaitility.await(name)
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            synchronized (bus) {
              return condition.call();
            }
          });
    }

    @Override
    public void close() {
      owner.kill();
      kafka.close();
    }
  }

  static IntStream resuming() {
    return IntStream.rangeClosed(0, 10);
  }

  @ParameterizedTest
  @MethodSource("resuming")
  void allThatAStreamDidNotGetFollowsItWhenItsOwnerDies(int outputs) {
    try (Scene scene = new Scene("resume" + outputs)) {
      // Given
      scene.begin();

      // When
      scene.dieDuring(
          outputs,
          () -> {
            scene.alice.drop();
            scene.alice.connect(scene.second);
          });
      scene.finish();

      // Then: the client itself fails where one comes twice or too early.
      assertThat(scene.alice.received).hasSize(SENT);
    }
  }

  static IntStream closing() {
    return IntStream.rangeClosed(0, 5);
  }

  @ParameterizedTest
  @MethodSource("closing")
  void allThatAClosedStreamDidNotGetIsStoredWhenItsOwnerDies(int outputs) {
    try (Scene scene = new Scene("close" + outputs)) {
      // Given
      scene.begin();

      // When
      scene.dieDuring(outputs, scene.alice::close);
      synchronized (scene.bus) {
        scene.alice.connect(scene.second);
      }
      scene.finish();

      // Then
      assertThat(scene.alice.received).hasSize(SENT);
    }
  }

  @Test
  void nothingIsAskedBackBeforeAllThatWasSentToTheStreamIsDurable() {
    // Given: a delivery that is still in the owner's buffers when the connection is lost.
    String gateway = "asked";
    String alice = "alice-asked@localhost";
    StreamRef stream = new StreamRef(gateway, "k1-phone");
    FakeOfflineStore store = new FakeOfflineStore();
    RecordingOwner wire = new RecordingOwner();
    try (KafkaStanzaBus outside = broker.bus()) {
      String topic = outside.createGatewayTopic(gateway);
      try (Subscription reader = outside.read(topic, gateway, wire)) {
        reader.start();
        OwnerProcess first =
            OwnerProcess.start(
                broker,
                SETTINGS,
                store,
                ContactStore.NONE,
                output -> output.is(BusMessage.Deliver.class) ? Fate.STAYS : Fate.ARRIVES);
        publish(outside, alice, new BusMessage.StreamBind(stream, Jid.of(alice), "phone", "b1"));
        chat(outside, alice, alice + "/phone");
        publish(outside, alice, new BusMessage.StreamClosed(stream, Jid.of(alice + "/phone")));
        chat(outside, "dave-asked@localhost", "dave-asked@localhost");
        await(() -> !store.rows("dave-asked@localhost").isEmpty());

        // When
        long early = releases(wire);
        first.kill();
        OwnerProcess second = OwnerProcess.start(broker, SETTINGS, store, ContactStore.NONE);
        await(() -> releases(wire) > 0);
        second.kill();

        // Then
        assertThat(early).isZero();
        assertThat(
                wire.records().stream().map(record -> record.message().getClass().getSimpleName()))
            .containsSubsequence("Deliver", "StreamRelease");
      }
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(30))
        .until(condition);
  }

  private static long releases(RecordingOwner wire) {
    return wire.records().stream()
        .filter(record -> record.message() instanceof BusMessage.StreamRelease)
        .count();
  }

  private static void chat(KafkaStanzaBus bus, String account, String to) {
    Stanzas.Stanza stanza = Stanzas.chat("carol@localhost/pad", to, "hi");
    publish(bus, account, new BusMessage.Incoming(null, stanza.head(), stanza.bytes()));
  }

  private static void publish(KafkaStanzaBus bus, String account, BusMessage message) {
    bus.publish(Topics.SESSION, account, message, PublishCallback.IGNORED);
  }
}
