package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.godwit.bus.PublishCallback;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client state indication (XEP-0352) on streams with and without stream management. */
class ClientStateStreamTests {
  private static final String INACTIVE = "<inactive xmlns='urn:xmpp:csi:0'/>";
  private static final String ACTIVE = "<active xmlns='urn:xmpp:csi:0'/>";

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;
  private WireClient alice;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  @BeforeEach
  void open() {
    gateway = new GatewayFixture(tls);
    alice = gateway.bound("alice", "phone");
    alice.send(INACTIVE).received();
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  private String stream() {
    return Objects.requireNonNull(gateway.owner.streams.get(ManagedScene.ACCOUNT)).stream();
  }

  private void presence(String from, String status) {
    deliver(
        StanzaType.AVAILABLE,
        from,
        "<presence xmlns=\"jabber:client\"><status>" + status + "</status></presence>",
        0);
  }

  private void message(String body) {
    deliver(
        StanzaType.CHAT,
        "bob@localhost/desk",
        "<message xmlns=\"jabber:client\"><body>" + body + "</body></message>",
        1);
  }

  private void deliver(StanzaType type, String from, String stanza, int traits) {
    StanzaHead head =
        new StanzaHead(type, null, Jid.of(from), Jid.of(ManagedScene.ACCOUNT), traits);
    gateway.bus.publish(
        ManagedScene.TOPIC,
        stream(),
        new Deliver(List.of(stream()), head, stanza.getBytes(StandardCharsets.UTF_8), null),
        PublishCallback.IGNORED);
    gateway.pump();
  }

  private String words() {
    return alice.received().replaceAll("<[^>]*>", " ").replaceAll(" +", " ").strip();
  }

  @Test
  void theFeatureIsOffered() {
    WireClient other = gateway.connect();
    other.send(WireClient.HEADER + WireClient.plain("bob", "pw") + WireClient.HEADER);
    assertThat(other.received()).contains("<csi xmlns=\"urn:xmpp:csi:0\"/>");
  }

  @Test
  void onlyTheLatestPresenceOfAResourceComesWhenTheClientIsActive() {
    presence("bob@localhost/desk", "away");
    presence("bob@localhost/phone", "here");
    presence("bob@localhost/desk", "back");
    assertThat(alice.received()).isEmpty();

    alice.send(ACTIVE);

    assertThat(words()).isEqualTo("here back");
    presence("bob@localhost/desk", "now");
    assertThat(words()).isEqualTo("now");
  }

  @Test
  void somethingUrgentBringsWhatWaitsInOrder() {
    presence("bob@localhost/desk", "first");
    message("second");
    assertThat(words()).isEqualTo("first second");

    presence("bob@localhost/desk", "third");
    assertThat(words()).isEmpty();
  }

  @Test
  void whatTheLimitDoesNotHoldComes() {
    for (int i = 0; i < 5; i++) {
      presence("bob@localhost/" + i, "p" + i);
    }
    assertThat(words()).isEqualTo("p0 p1 p2 p3 p4");
  }

  @Test
  void whatWaitsIsWrittenBeforeTheAnswerToAPing() {
    presence("bob@localhost/desk", "first");
    alice.send(
        ACTIVE
            + "<iq type='set' id='s1'>"
            + "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    String received = alice.received();
    assertThat(received.indexOf("first")).isNotNegative().isLessThan(received.indexOf("s1"));
  }

  @Test
  void whatWaitsGoesBackWhenTheConnectionIsLost() {
    presence("bob@localhost/desk", "first");

    alice.cut();
    gateway.pump();

    assertThat(gateway.owner.all(Undelivered.class)).hasSize(1);
  }

  @Test
  void aManagedStreamHoldsAllAndCountsNoneBeforeItIsWritten() {
    alice.send(ManagedScene.ENABLE).received();
    presence("bob@localhost/desk", "first");
    presence("bob@localhost/desk", "second");
    assertThat(words()).isEmpty();

    message("third");
    assertThat(words()).isEqualTo("first second third");
    presence("bob@localhost/desk", "fourth");
    alice.send(ManagedScene.ack(3));
    assertThat(words()).isEmpty();

    alice.cut();
    gateway.pump();
    assertThat(gateway.owner.all(Undelivered.class))
        .singleElement()
        .satisfies(back ->
            assertThat(new String(back.stanza(), StandardCharsets.UTF_8)).contains("fourth"));
  }

  @Test
  void urgentStanzasThatWaitForAcknowledgementsFollowThem() {
    alice.send(ManagedScene.ENABLE).received();
    for (int i = 0; i < 8; i++) {
      message("m" + i);
    }
    assertThat(words()).isEqualTo("m0 m1 m2 m3 m4");

    alice.send(ManagedScene.ack(5));

    assertThat(words()).startsWith("m5 m6 m7");
  }
}
