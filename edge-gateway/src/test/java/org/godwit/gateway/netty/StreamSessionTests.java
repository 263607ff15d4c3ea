package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions, from the first header to the last end tag (RFC 6120, section 9.1). */
class StreamSessionTests {
  private static final String SESSION =
      WireClient.HEADER
          + WireClient.plain("alice", "pw")
          + WireClient.HEADER
          + WireClient.bind("phone")
          + "<iq type='set' id='s1'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>"
          + "<presence/> "
          + "<message to='bob@localhost' type='chat' id='m1'><body>h\u00e9 &amp; \ud83d\ude00</body></message>"
          + WireClient.END;

  @TempDir static Path folder;

  private static TlsServer tls;

  private record Outcome(String wire, List<String> bus) {}

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  private static Outcome run(List<byte[]> chunks) {
    GatewayFixture gateway = new GatewayFixture(tls);
    WireClient client = gateway.connect();
    chunks.forEach(client::sendBytes);
    assertThat(client.channel.isOpen()).isFalse();
    Outcome outcome =
        new Outcome(
            client.received(),
            gateway.owner.messages.stream()
                // Order holds per key only, and bob's key is in another partition than alice's.
                .sorted(Comparator.comparing(Incoming.class::isInstance))
                .map(StreamSessionTests::text)
                .toList());
    gateway.finish();
    return outcome;
  }

  private static String text(BusMessage message) {
    return switch (message) {
      case Sent sent -> sent.origin().n() + new String(sent.stanza(), StandardCharsets.UTF_8);
      case Incoming in -> in.origin() + new String(in.stanza(), StandardCharsets.UTF_8);
      default -> message.toString();
    };
  }

  @Test
  void pipelinedSessionIsServedInOrder() {
    // Given
    byte[] session = SESSION.getBytes(StandardCharsets.UTF_8);

    // When
    Outcome outcome = run(List.of(session));

    // Then
    assertThat(outcome.wire)
        .isEqualTo(
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                + " xmlns:stream='http://etherx.jabber.org/streams' from='localhost' id='e-1'"
                + " version='1.0' xml:lang='en'><stream:features>"
                + "<starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"/>"
                + "<mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">"
                + "<mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism></mechanisms>"
                + "<register xmlns=\"http://jabber.org/features/iq-register\"/>"
                + "<register xmlns=\"urn:xmpp:ibr-token:0\"/></stream:features>"
                + "<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>"
                + "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                + " xmlns:stream='http://etherx.jabber.org/streams' from='localhost' id='e-2'"
                + " version='1.0' xml:lang='en'><stream:features>"
                + "<bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"/>"
                + "<session xmlns=\"urn:ietf:params:xml:ns:xmpp-session\"><optional/></session>"
                + "<sm xmlns=\"urn:xmpp:sm:3\"/><csi xmlns=\"urn:xmpp:csi:0\"/>"
                + "<ver xmlns=\"urn:xmpp:features:rosterver\"/>"
                + "<sub xmlns=\"urn:xmpp:features:pre-approval\"/>"
                + "<compression xmlns=\"http://jabber.org/features/compress\">"
                + "<method>zlib</method></compression>"
                + "</stream:features>"
                + "<iq id=\"b1\" type=\"result\"><bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\">"
                + "<jid>alice@localhost/phone</jid></bind></iq>"
                + "<iq to=\"alice@localhost/phone\" id=\"s1\" type=\"result\"/>"
                + "</stream:stream>");
    assertThat(outcome.bus)
        .containsExactly(
            "StreamBind[stream=StreamRef[gateway=g1, stream=e-2], account=alice@localhost,"
                + " resource=phone, bindId=0, carbons=false]",
            "2<presence xmlns=\"jabber:client\" from=\"alice@localhost/phone\"/>",
            "StreamClosed[stream=StreamRef[gateway=g1, stream=e-2],"
                + " boundJid=alice@localhost/phone]",
            "Origin[stream=StreamRef[gateway=g1, stream=e-2], n=3]"
                + "<message xmlns=\"jabber:client\" from=\"alice@localhost/phone\""
                + " to=\"bob@localhost\" type=\"chat\" id=\"m1\">"
                + "<body>h\u00e9 &amp; \ud83d\ude00</body></message>");
  }

  @Test
  void sessionSplitAtEveryByteGivesTheSame() {
    // Given
    byte[] session = SESSION.getBytes(StandardCharsets.UTF_8);
    Outcome whole = run(List.of(session));

    for (int split = 1; split < session.length; split++) {
      // When
      Outcome outcome =
          run(
              List.of(
                  Arrays.copyOfRange(session, 0, split),
                  Arrays.copyOfRange(session, split, session.length)));

      // Then
      assertThat(outcome).as("split at %d", split).isEqualTo(whole);
    }
  }

  @Test
  void sessionOneByteAtATimeGivesTheSame() {
    // Given
    byte[] session = SESSION.getBytes(StandardCharsets.UTF_8);
    List<byte[]> bytes = new ArrayList<>();
    for (byte b : session) {
      bytes.add(new byte[] {b});
    }

    // When
    Outcome outcome = run(bytes);

    // Then
    assertThat(outcome).isEqualTo(run(List.of(session)));
  }

  @Test
  void streamReadsNothingWhileItsOwnerBinds() {
    // Given
    GatewayFixture gateway = new GatewayFixture(tls);
    gateway.owner.answersBinds = false;
    WireClient client = gateway.connect();
    client.send(WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER);

    // When
    client.send(WireClient.bind("phone") + "<presence/>");

    // Then
    assertThat(client.channel.config().isAutoRead()).isFalse();
    assertThat(gateway.owner.all(Sent.class)).isEmpty();
    gateway.owner.onBind(gateway.owner.all(StreamBind.class).getFirst());
    gateway.pump();
    assertThat(client.channel.config().isAutoRead()).isTrue();
    assertThat(gateway.owner.all(Sent.class)).hasSize(1);
    gateway.finish();
  }

  @Test
  void streamThatEndsWhileItsOwnerBindsIsClosedWhenTheAnswerComes() {
    // Given
    GatewayFixture gateway = new GatewayFixture(tls);
    gateway.owner.answersBinds = false;
    WireClient client = gateway.connect();
    client.send(WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER);
    client.send(WireClient.bind("phone"));
    var _ = client.channel.close();
    gateway.pump();

    // When
    gateway.owner.onBind(gateway.owner.all(StreamBind.class).getFirst());
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(StreamClosed.class))
        .singleElement()
        .satisfies(closed -> assertThat(closed.boundJid()).hasToString("alice@localhost/phone"));
    gateway.finish();
  }

  @Test
  void refusedBindLeavesTheStreamAuthenticated() {
    // Given
    GatewayFixture gateway = new GatewayFixture(tls);
    gateway.owner.refusesBinds = true;
    WireClient client = gateway.connect();
    client.send(WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER);
    client.received();

    // When
    client.send(WireClient.bind("phone"));

    // Then
    assertThat(client.received()).contains("type=\"error\"").contains("<conflict xmlns=");
    gateway.owner.refusesBinds = false;
    assertThat(client.send(WireClient.bind("other")).received()).contains("alice@localhost/other");
    gateway.finish();
  }
}
