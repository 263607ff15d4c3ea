package org.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.account.Stanzas;
import org.godwit.session.account.Stanzas.Stanza;
import org.godwit.session.offline.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The whole service in its own context, on a real broker and a real database. */
class SessionServiceTests {

  private static final StreamRef ALICE = new StreamRef("gw1", "k1-alice");
  private static final StreamRef BOB = new StreamRef("gw1", "k1-bob");

  private static EmbeddedKafkaKraftBroker broker;
  private static ConfigurableApplicationContext context;
  private static StanzaBus bus;
  private static Subscription gateway;
  private static final List<BusMessage> SEEN = new CopyOnWriteArrayList<>();
  private static final StatementCounter STATEMENTS = new StatementCounter();
  private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
  private static long n = 1000;

  @BeforeAll
  static void start() {
    broker = new EmbeddedKafkaKraftBroker(1, 1);
    broker.afterPropertiesSet();
    String[] arguments =
        Stream.concat(
                Stream.of(TestDatabase.arguments("session-service")),
                Stream.of(
                    "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                    "--xmpp.bus.partitions=2",
                    "--xmpp.auth-client.url=http://127.0.0.1:1",
                    "--server.port=0"))
            .toArray(String[]::new);
    context =
        SessionServiceApplication.builder()
            .initializers(made ->
                ((GenericApplicationContext) made)
                    .registerBean(StatementCounter.class, () -> STATEMENTS))
            .run(arguments);
    bus = context.getBean(StanzaBus.class);
    String topic = bus.createGatewayTopic("gw1");
    gateway =
        bus.read(
            topic,
            "gw1",
            (InboundRecord record, Completion completion) -> {
              SEEN.add(record.message());
              completion.done();
            });
    gateway.start();
    Subscription owned = context.getBean(Subscription.class);
    await().until(() -> owned.isReady() && gateway.isReady());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    context.close();
    broker.destroy();
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private static void publish(String key, BusMessage message) {
    bus.publish(Topics.SESSION, key, message, PublishCallback.IGNORED);
  }

  private static void bind(StreamRef stream, String account) {
    publish(account, new BusMessage.StreamBind(stream, Jid.of(account), "phone", "b1"));
    await()
        .until(() ->
            SEEN.stream()
                .anyMatch(m ->
                    m instanceof BusMessage.StreamBound bound
                        && bound.stream().equals(stream.stream())));
  }

  private static void sent(StreamRef stream, String account, Stanza stanza) {
    n++;
    publish(account, new BusMessage.Sent(new Origin(stream, n), stanza.head(), stanza.bytes()));
  }

  private static List<String> delivered(StreamRef stream) {
    List<String> texts = new ArrayList<>();
    for (BusMessage message : SEEN) {
      if (message instanceof BusMessage.Deliver deliver
          && deliver.streams().contains(stream.stream())
          && deliver.head().kind() != StanzaKind.PRESENCE) {
        texts.add(new String(deliver.stanza(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  @Test
  void twoUsersChatAndWhatComesWhileOneIsAwayWaitsForHim() throws Exception {
    // Given
    bind(ALICE, "alice@localhost");
    Stanza waiting = Stanzas.chat("alice@localhost/phone", "bob@localhost", "are you there?");
    publish(
        "bob@localhost",
        new BusMessage.Incoming(new Origin(ALICE, 100), waiting.head(), waiting.bytes()));

    // When
    bind(BOB, "bob@localhost");
    sent(BOB, "bob@localhost", Stanzas.presence("bob@localhost/phone", ""));
    await().until(() -> !delivered(BOB).isEmpty());
    Stanza live = Stanzas.chat("alice@localhost/phone", "bob@localhost/phone", "good");
    publish(
        "bob@localhost",
        new BusMessage.Incoming(new Origin(ALICE, 101), live.head(), live.bytes()));
    await().until(() -> delivered(BOB).size() == 2);

    // Then
    assertThat(delivered(BOB).getFirst()).contains("are you there?", "urn:xmpp:delay");
    String stanza = live.text();
    assertThat(delivered(BOB).getLast())
        .startsWith(stanza.substring(0, stanza.length() - "</message>".length()))
        .contains("<stanza-id xmlns=\"urn:xmpp:sid:0\" by=\"bob@localhost\"");

    // When
    sent(
        ALICE,
        "alice@localhost",
        Stanzas.iq(
            StanzaType.GET,
            "alice@localhost/phone",
            "localhost",
            "<query xmlns=\"http://jabber.org/protocol/disco#info\"/>"));
    sent(
        ALICE,
        "alice@localhost",
        Stanzas.iq(
            StanzaType.GET,
            "alice@localhost/phone",
            "localhost",
            "<query xmlns=\"http://jabber.org/protocol/disco#items\"/>"));
    await().until(() -> delivered(ALICE).size() == 2);

    // Then
    assertThat(delivered(ALICE).getFirst())
        .contains("category=\"server\"", "type=\"im\"", "msgoffline", "urn:xmpp:ping");
    assertThat(delivered(ALICE).getLast()).contains("muc.localhost", "channel.localhost");
    assertThat(health("readiness")).contains("UP");
    assertThat(health("liveness")).contains("UP");
  }

  // Issue 6, item 4: no query per message on the delivery path, and few per bind.
  @Test
  void messagesBetweenOnlineUsersCostNoQuery() {
    // Given
    StreamRef carol = new StreamRef("gw1", "k1-carol");
    StreamRef dave = new StreamRef("gw1", "k1-dave");
    STATEMENTS.clear();
    bind(carol, "carol@localhost");
    sent(carol, "carol@localhost", Stanzas.presence("carol@localhost/phone", ""));
    bind(dave, "dave@localhost");
    sent(dave, "dave@localhost", Stanzas.presence("dave@localhost/phone", ""));
    // What comes while stored messages are looked for goes by the store; then the way is direct.
    await()
        .until(() -> {
          chat(carol, 0);
          return lastIsDirect(dave);
        });
    List<String> forBinds = STATEMENTS.queries();
    STATEMENTS.clear();

    // When
    for (int i = 1; i <= 200; i++) {
      chat(carol, i);
    }
    await().until(() -> delivered(dave).getLast().contains("text 200"));

    // Then
    assertThat(forBinds).filteredOn(query -> query.contains("roster")).hasSizeLessThanOrEqualTo(2);
    assertThat(forBinds).filteredOn(query -> query.contains("privacy")).hasSizeLessThanOrEqualTo(2);
    // What an account wants archived is read with each batch that is written behind the delivery.
    assertThat(STATEMENTS.queries())
        .filteredOn(query -> !query.contains("archive_preference"))
        .isEmpty();
  }

  /** Acknowledges as a gateway does, and tells whether the last message came past the store. */
  private static boolean lastIsDirect(StreamRef stream) {
    String last = "";
    for (BusMessage message : SEEN) {
      if (message instanceof BusMessage.Deliver deliver
          && deliver.streams().contains(stream.stream())
          && deliver.head().kind() == StanzaKind.MESSAGE) {
        last = deliver.receipt() == null ? "direct" : "";
        if (deliver.receipt() != null && TAKEN.add(deliver.receipt())) {
          publish("dave@localhost", new BusMessage.Delivered(stream, deliver.receipt()));
        }
      }
    }
    return !last.isEmpty();
  }

  private static void chat(StreamRef from, int number) {
    Stanza stanza = Stanzas.chat("carol@localhost/phone", "dave@localhost/phone", "text " + number);
    publish(
        "dave@localhost",
        new BusMessage.Incoming(new Origin(from, ++n), stanza.head(), stanza.bytes()));
  }

  private static String health(String group) throws Exception {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/" + group);
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
