package org.godwit.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.EncodedMessage;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.testkit.kafka.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way of a stanza is found on a real broker, and told so that one sees where it ended. */
class KafkaTimelineTests {

  private static final long BEGIN_MS = 1_700_000_000_000L;
  private static final StreamRef BOB = new StreamRef("g2", "bob-stream");
  private static final String SECRET = "nobody-else-reads-this";

  private static TestBroker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void open() throws Exception {
    broker = TestBroker.start();
    try (Admin admin = Admin.create(servers())) {
      List<NewTopic> topics =
          List.of(
              new NewTopic("session", 2, (short) 1),
              new NewTopic("gateway.g2", 1, (short) 1),
              new NewTopic("gateway.g3", 1, (short) 1),
              new NewTopic("session-state", 1, (short) 1));
      // The records are older than a broker keeps them.
      topics.forEach(topic -> topic.configs(Map.of("retention.ms", "-1")));
      admin.createTopics(topics).all().get();
      admin
          .alterConsumerGroupOffsets(
              "session-service", Map.of(new TopicPartition("session", 1), new OffsetAndMetadata(2)))
          .all()
          .get();
    }
    producer = new KafkaProducer<>(servers(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void close() {
    producer.close();
    broker.close();
  }

  @Test
  void recordsOfOneStanzaComeInOrderWithPlaceKindAndTimeAmongWhatClientsAndProcessesDid()
      throws Exception {
    // Given
    send("session", 1, 5, incoming("s0-1"));
    send("session", 1, 10, incoming("s0-17"));
    // The same millisecond, and a partition that may be read first.
    send("gateway.g2", 0, 10, deliver("s0-17", 1));
    send("session", 1, 2_000, undelivered("s0-17", 0));
    send("session-state", 0, 11, deliver("s0-17", 1));

    // When
    Map<String, StanzaPath> paths = new KafkaTimeline(bootstrap()).of(List.of("s0-17", "s0-404"));
    StanzaTimeline timeline =
        new StanzaTimeline(
            BEGIN_MS,
            List.of(new Moment(9, "alice sends it")),
            List.of(new Moment(1_500, "-- g2: kill"), new Moment(90_000, "-- g1: kill")),
            paths.get("s0-17"));

    // Then
    List<String> lines = timeline.lines();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).contains("0.009 s", "alice sends it");
    assertThat(lines.get(1))
        .contains("0.010 s", "session-1@1: Incoming[", "alice-stream", "n=3", "CHAT")
        .endsWith("; session-service is done with it");
    assertThat(lines.get(2))
        .contains("0.010 s", "gateway.g2-0@0: Deliver[[bob-stream]", "Source[offset=1")
        .doesNotContain("done with it");
    assertThat(lines.get(3)).contains("1.500 s", "g2: kill");
    assertThat(lines.get(4))
        .contains("2.000 s", "session-1@2: Undelivered[", "of offset 0, Source[offset=1")
        .endsWith("; session-service is not done with it");
    assertThat(lines.get(5)).contains("on its way back, at session-1@2");
    assertThat(lines).noneMatch(line -> line.contains(SECRET));
    assertThat(paths).containsEntry("s0-404", new StanzaPath(List.of()));
  }

  @Test
  void endIsTheLastRecordOfTheWay() throws Exception {
    // Given
    send("session", 0, 20, incoming("s1-0"));
    send("session", 0, 20, incoming("s1-1"));
    send("gateway.g3", 0, 21, deliver("s1-1", 9));

    // When
    Map<String, StanzaPath> paths =
        new KafkaTimeline(bootstrap()).of(List.of("s1-0", "s1-1", "s1-2"));

    // Then
    assertThat(end(paths, "s1-0")).contains("on the way to its owner, at session-0@");
    assertThat(end(paths, "s1-1"))
        .contains("on the way to a client, at gateway.g3-0@")
        .contains("it ended in the gateway that reads this topic, or on the wire");
    assertThat(end(paths, "s1-2")).contains("it ended in the sender's gateway");
  }

  private static String end(Map<String, StanzaPath> paths, String id) {
    return paths.getOrDefault(id, new StanzaPath(List.of())).end();
  }

  private static BusMessage incoming(String id) {
    return new Incoming(new Origin(new StreamRef("g1", "alice-stream"), 3), head(id), bytes(id));
  }

  private static BusMessage deliver(String id, long source) {
    return new Deliver(
        List.of(BOB.stream()), head(id), bytes(id), null, new Source(source, BEGIN_MS, false));
  }

  private static BusMessage undelivered(String id, long gatewayOffset) {
    return new Undelivered(
        BOB, head(id), bytes(id), null, new Source(1, BEGIN_MS, false), gatewayOffset);
  }

  private static StanzaHead head(String id) {
    return new StanzaHead(
        StanzaType.CHAT, id, Jid.of("alice@localhost/a"), Jid.of("bob@localhost"), 0);
  }

  private static byte[] bytes(String id) {
    return ("<message id='" + id + "'><body>" + SECRET + "</body></message>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void send(String topic, int partition, long atMs, BusMessage message)
      throws Exception {
    EncodedMessage encoded = EnvelopeCodec.encode(message);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, BEGIN_MS + atMs, null, encoded.stanza());
    record.headers().add(EnvelopeCodec.HEADER, encoded.envelope());
    producer.send(record).get();
  }

  private static Map<String, Object> servers() {
    return Map.of("bootstrap.servers", bootstrap());
  }

  private static String bootstrap() {
    return broker.broker().getBrokersAsString();
  }
}
