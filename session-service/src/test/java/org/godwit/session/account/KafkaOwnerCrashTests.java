package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.testkit.MortalBus;
import org.godwit.testkit.RecordingOwner;
import org.godwit.testkit.kafka.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link AccountCrashTests} does on the in-memory bus, on a real broker: the owner's process
 * ends right before one of its outputs, with all before it published and nothing after it, and the
 * next one goes on.
 */
class KafkaOwnerCrashTests {

  private static final List<String> SENT = IntStream.range(0, 5).mapToObj(i -> "m" + i).toList();
  private static TestBroker broker;

  @BeforeAll
  static void open() {
    broker = TestBroker.start();
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  private static OwnerProcess start(FakeOfflineStore store, int outputs) {
    return OwnerProcess.start(
        broker,
        new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100),
        store,
        ContactStore.NONE,
        MortalBus.diesAfterOutputs(outputs));
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
    try (KafkaStanzaBus outside = broker.bus()) {
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
        OwnerProcess first = start(store, outputs);
        await(first::isDead);
        first.kill();
        OwnerProcess second = start(store, Integer.MAX_VALUE);
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

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(60))
        .until(condition);
  }
}
