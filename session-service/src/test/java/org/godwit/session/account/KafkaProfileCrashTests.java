package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBarrier;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.AbsenceReader;
import org.godwit.session.roster.FakeRosterStore;
import org.godwit.testkit.MortalBus;
import org.godwit.testkit.MortalBus.Fate;
import org.godwit.testkit.MortalBus.Output;
import org.godwit.testkit.RecordingOwner;
import org.godwit.testkit.kafka.TestBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stream turns vetted and back to direct behind the barrier (docs/stream-lifecycle.md, section
 * 5), on a real broker, and its owner's process ends right before one of its outputs. The next one
 * goes on: what the stream sent comes once each, in order.
 */
class KafkaProfileCrashTests {

  private static final AccountSettings SETTINGS =
      new AccountSettings(3, 100, 3, Duration.ofMinutes(10), 100).with(ContactSettings.DEFAULT);
  private static final String BLOCK =
      "<block xmlns=\"urn:xmpp:blocking\"><item jid=\"mallory@localhost\"/></block>";
  private static final String UNBLOCK = "<unblock xmlns=\"urn:xmpp:blocking\"/>";
  private static final String BARRIER = "1";

  private static TestBroker broker;

  @BeforeAll
  static void open() {
    broker = TestBroker.start();
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  /** Privacy lists that outlive owners. */
  private static final class Lists implements PrivacyStore {
    private final Map<String, Privacy> lists = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Privacy> load(String account) {
      return CompletableFuture.completedFuture(lists.getOrDefault(account, Privacy.NONE));
    }

    @Override
    public CompletionStage<@Nullable Void> write(String account, Privacy privacy) {
      lists.put(account, privacy);
      return CompletableFuture.completedFuture(null);
    }
  }

  /**
   * A gateway with Alice's stream, which blocks somebody, sends m0 to m3, unblocks, and sends m4 to
   * m6 as its profile says; and with Bob's, who gets them.
   */
  private static final class Gateway implements AutoCloseable {
    private final KafkaStanzaBus bus = broker.bus();
    private final FakeOfflineStore store = new FakeOfflineStore();
    private final ContactStore contacts =
        new ContactStore(new FakeRosterStore(), new Lists(), AbsenceReader.NONE);
    private final RecordingOwner wire = new RecordingOwner(this::onRecord);
    private final Subscription reader;
    private final String alice;
    private final String bob;
    private final StreamRef stream;
    private final StreamRef desk;
    private boolean vetted;
    private boolean barred;
    private boolean direct;
    private long n;
    private int made;

    Gateway(String name) {
      alice = "alice-" + name + "@localhost";
      bob = "bob-" + name + "@localhost";
      stream = new StreamRef(name, "k1-phone-" + name);
      desk = new StreamRef(name, "k1-desk-" + name);
      reader = bus.read(bus.createGatewayTopic(name), name, wire);
      reader.start();
      publish(bob, new StreamBind(desk, Jid.of(bob), "desk", "b1"));
    }

    /** Alice comes; the rest follows from what her owner says. */
    void begin() {
      publish(alice, new StreamBind(stream, Jid.of(alice), "phone", "b2"));
    }

    private void onRecord(InboundRecord record, Completion completion) {
      switch (record.message()) {
        case StreamBound bound when bound.stream().equals(stream.stream()) && n == 0 ->
            sent(Stanzas.iq(StanzaType.SET, alice + "/phone", null, BLOCK));
        case ProfileChanged changed -> onChanged(changed);
        default -> {
          // Noted.
        }
      }
      completion.done();
    }

    private void onChanged(ProfileChanged changed) {
      if (changed.profile().vetted() && !vetted) {
        vetted = true;
        IntStream.range(0, 4).forEach(i -> sent(forwarded(chat())));
        sent(Stanzas.iq(StanzaType.SET, alice + "/phone", null, UNBLOCK));
      } else if (!changed.profile().vetted() && vetted && !barred) {
        barred = true;
        publish(alice, new StreamBarrier(stream, BARRIER));
      } else if (BARRIER.equals(changed.barrierId()) && !direct) {
        direct = true;
        for (int i = 0; i < 3; i++) {
          Stanzas.Stanza stanza = chat();
          publish(
              bob, new BusMessage.Incoming(new Origin(stream, ++n), stanza.head(), stanza.bytes()));
        }
      }
    }

    /** As a vetted stream sends it. */
    private static Stanzas.Stanza forwarded(Stanzas.Stanza stanza) {
      StanzaHead head = stanza.head();
      return new Stanzas.Stanza(
          new StanzaHead(
              head.type(),
              head.id(),
              head.from(),
              head.to(),
              head.traits() | StanzaTrait.FORWARD.bit()),
          stanza.bytes());
    }

    private Stanzas.Stanza chat() {
      return Stanzas.chat(alice + "/phone", bob + "/desk", "m" + made++);
    }

    void sent(Stanzas.Stanza stanza) {
      publish(alice, new Sent(new Origin(stream, ++n), stanza.head(), stanza.bytes()));
    }

    void publish(String key, BusMessage message) {
      bus.publish(Topics.SESSION, key, message, PublishCallback.IGNORED);
    }

    private List<Deliver> delivers() {
      return wire.records().stream()
          .map(InboundRecord::message)
          .filter(Deliver.class::isInstance)
          .map(Deliver.class::cast)
          .filter(deliver -> deliver.streams().contains(desk.stream()))
          .toList();
    }

    List<String> bodies() {
      return delivers().stream()
          .map(deliver -> new String(deliver.stanza(), StandardCharsets.UTF_8))
          .map(text -> text.substring(text.indexOf("<body>") + 6, text.indexOf("</body>")))
          .toList();
    }

    List<@Nullable Source> sources() {
      return delivers().stream().<@Nullable Source>map(Deliver::source).distinct().toList();
    }

    boolean hasBarrier() {
      return wire.records().stream()
          .anyMatch(record ->
              record.message() instanceof ProfileChanged changed
                  && BARRIER.equals(changed.barrierId()));
    }

    OwnerProcess owner(Function<Output, Fate> destiny) {
      return OwnerProcess.start(broker, SETTINGS, store, contacts, destiny);
    }

    @Override
    public void close() {
      reader.close();
      bus.close();
    }
  }

  /** Every other one: each of them costs two starts. */
  static IntStream outputs() {
    return IntStream.iterate(1, n -> n <= 23, n -> n + 2);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void whatAStreamSendsComesOnceAndInOrderWhenItsOwnerDies(int outputs) {
    try (Gateway gateway = new Gateway("profile" + outputs)) {
      // Given
      gateway.begin();

      // When
      OwnerProcess first = gateway.owner(MortalBus.diesAfterOutputs(outputs));
      await(first::isDead);
      first.kill();
      OwnerProcess second = gateway.owner(output -> Fate.ARRIVES);
      await(() -> gateway.bodies().contains("m6"));
      second.kill();

      // Then: a delivery that was published may come again, and its source tells so.
      List<String> bodies = gateway.bodies().stream().distinct().toList();
      assertThat(bodies).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
      assertThat(gateway.sources()).hasSameSizeAs(bodies);
    }
  }

  @Test
  void barrierIsNotAnsweredBeforeAllThatWasForwardedIsDurable() {
    try (Gateway gateway = new Gateway("barrier")) {
      // Given: what was forwarded is still in the owner's buffers when the barrier comes.
      OwnerProcess first =
          gateway.owner(output ->
              output.message() instanceof BusMessage.Incoming incoming
                      && gateway.bob.equals(bare(incoming.head().to()))
                  ? Fate.STAYS
                  : Fate.ARRIVES);
      gateway.begin();
      await(() -> gateway.barred);
      Stanzas.Stanza late = Stanzas.chat("carol@localhost/pad", "dave@localhost", "late");
      gateway.publish("dave@localhost", new BusMessage.Incoming(null, late.head(), late.bytes()));
      await(() -> !gateway.store.rows("dave@localhost").isEmpty());

      // When
      boolean early = gateway.hasBarrier();
      first.kill();
      OwnerProcess second = gateway.owner(output -> Fate.ARRIVES);
      await(() -> gateway.bodies().contains("m6"));
      second.kill();

      // Then
      assertThat(early).isFalse();
      assertThat(gateway.bodies().stream().distinct())
          .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
    }
  }

  private static String bare(@Nullable Jid jid) {
    return jid == null ? "" : jid.bareText();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(30))
        .until(condition);
  }
}
