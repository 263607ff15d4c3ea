package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.gateway.watchdog.WatchdogProperties.PingType;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams whose clients are silent, or gone. */
class WatchdogStreamTests {
  private static final Duration SILENCE = Duration.ofMinutes(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final String PING =
      "<iq from=\"localhost\" to=\"alice@localhost/phone\" id=\"godwit-watchdog\" type=\"get\">"
          + "<ping xmlns=\"urn:xmpp:ping\"/></iq>";

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  @BeforeEach
  void open() {
    open(PingType.WHITESPACE);
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  private void open(PingType type) {
    gateway =
        new GatewayFixture(tls, false, InMemoryBusSettings.DEFAULT, Tuning.DEFAULT.with(type));
  }

  private WireClient bound(PingType type) {
    open(type);
    return gateway.bound("alice", "phone");
  }

  private double lost() {
    return gateway.meters.get("xmpp.gateway.limits").tag("limit", "watchdog").counter().count();
  }

  @Test
  void aSilentClientIsSentASpaceAndNeedNotAnswer() {
    WireClient alice = bound(PingType.WHITESPACE);

    gateway.pass(SILENCE.minusSeconds(1));
    assertThat(alice.received()).isEmpty();
    gateway.pass(Duration.ofSeconds(31));
    assertThat(alice.received()).isEqualTo(" ");

    gateway.pass(ANSWER.multipliedBy(2));
    assertThat(alice.channel.isOpen()).isTrue();
    assertThat(lost()).isZero();
  }

  @Test
  void whatAClientSendsPutsTheSpaceOff() {
    WireClient alice = bound(PingType.WHITESPACE);
    gateway.pass(Duration.ofMinutes(6));

    alice.send(" ");

    gateway.pass(Duration.ofMinutes(6));
    assertThat(alice.received()).isEmpty();
    gateway.pass(Duration.ofMinutes(6));
    assertThat(alice.received()).isEqualTo(" ");
  }

  @Test
  void aClientThatDoesNotAnswerAPingIsClosed() {
    WireClient alice = bound(PingType.XMPP);
    gateway.pass(SILENCE);
    assertThat(alice.received()).isEqualTo(PING);

    gateway.pass(ANSWER);

    assertThat(alice.channel.isOpen()).isFalse();
    assertThat(lost()).isEqualTo(1);
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iq type='result' id='godwit-watchdog'/>",
        "<iq type='result' id='godwit-watchdog' to='localhost'/>",
        "<iq type='error' id='godwit-watchdog'><ping xmlns='urn:xmpp:ping'/><error"
            + " type='cancel'><service-unavailable"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
      })
  void anAnswerCountsAndGoesNoFurther(String answer) {
    WireClient alice = bound(PingType.XMPP);
    gateway.pass(SILENCE);
    alice.received();

    alice.send(answer);

    gateway.pass(ANSWER);
    assertThat(alice.channel.isOpen()).isTrue();
    assertThat(alice.received()).isEmpty();
    assertThat(gateway.owner.all(Sent.class)).isEmpty();
    assertThat(lost()).isZero();
  }

  @Test
  void whatIsNoAnswerGoesOn() {
    WireClient alice = bound(PingType.XMPP);
    gateway.pass(SILENCE);

    alice.send("<iq type='get' id='godwit-watchdog'><ping xmlns='urn:xmpp:ping'/></iq>");

    assertThat(gateway.owner.all(Sent.class)).hasSize(1);
  }

  @Test
  void aManagedStreamIsAskedForAnAcknowledgementAndIsResumableWhenItIsLost() {
    open(PingType.XMPP);
    ManagedScene scene = new ManagedScene(gateway, ManagedScene.ENABLE);
    gateway.pass(SILENCE);
    assertThat(scene.alice.received()).isEqualTo(ManagedScene.REQUEST);

    scene.alice.send(ManagedScene.ack(0));
    gateway.pass(ANSWER);
    assertThat(scene.alice.channel.isOpen()).isTrue();

    gateway.pass(SILENCE);
    assertThat(scene.alice.received()).isEqualTo(ManagedScene.REQUEST);
    gateway.pass(ANSWER);

    assertThat(scene.alice.channel.isOpen()).isFalse();
    assertThat(gateway.owner.all(StreamDetached.class)).hasSize(1);
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
    assertThat(lost()).isEqualTo(1);
  }

  @Test
  void aClientThatIsNotReadIsNotHeldSilent() {
    WireClient alice = bound(PingType.XMPP);
    gateway.pass(SILENCE);
    gateway.loop.pause();

    gateway.pass(ANSWER);

    assertThat(alice.channel.isOpen()).isTrue();
    gateway.loop.resume();
  }
}
