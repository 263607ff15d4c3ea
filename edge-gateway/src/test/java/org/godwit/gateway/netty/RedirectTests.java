package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.godwit.gateway.redirect.RedirectProperties;
import org.godwit.gateway.redirect.RedirectProperties.Strategy;
import org.godwit.gateway.redirect.Redirection;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are sent to another gateway (RFC 6120, section 4.9.3.19). */
class RedirectTests {
  private static final String SEE_OTHER_HOST =
      "<stream:error><see-other-host xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\">"
          + "two.example:5222</see-other-host></stream:error></stream:stream>";
  private static final String GOODBYE = "<stream:error><system-shutdown ";

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  @BeforeEach
  void open() {
    open(0);
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  /** Gateway g1 has {@code own} streams, g2 none. */
  private void open(int own) {
    Redirection redirection =
        new Redirection(
            new RedirectProperties(
                Strategy.LEAST_CONNECTIONS,
                10,
                Map.of("g1", "one.example", "g2", "two.example:5222")),
            "g1",
            () -> Map.of("g1", own, "g2", 0));
    gateway =
        new GatewayFixture(
            tls, false, InMemoryBusSettings.DEFAULT, Tuning.DEFAULT.with(redirection));
  }

  @Test
  void aClientThatNamesItsAccountIsSentAwayBeforeItLogsIn() {
    open(100);
    WireClient alice = gateway.connect();

    alice.send(WireClient.HEADER.replace(" to=", " from='alice@localhost' to="));

    assertThat(alice.received())
        .startsWith("<?xml version='1.0'?><stream:stream ")
        .endsWith(SEE_OTHER_HOST);
    assertThat(alice.channel.isOpen()).isFalse();
  }

  @Test
  void aClientIsSentAwayWhenItHasLoggedIn() {
    open(100);
    WireClient alice = gateway.connect();
    assertThat(alice.send(WireClient.HEADER).received()).endsWith("</stream:features>");
    assertThat(alice.send(WireClient.plain("alice", "pw")).received()).contains("<success ");

    alice.send(WireClient.HEADER);

    assertThat(alice.received()).endsWith(SEE_OTHER_HOST);
    assertThat(alice.channel.isOpen()).isFalse();
    assertThat(gateway.directory.size()).isZero();
  }

  @Test
  void aClientStaysWhereItBelongs() {
    open(0);
    WireClient alice = gateway.bound("alice", "phone");
    assertThat(alice.channel.isOpen()).isTrue();
  }

  @Test
  void aDrainedGatewayTellsItsClientsWhereToGoAndTheirStreamsStayResumable() {
    open(0);
    ManagedScene scene = new ManagedScene(gateway, ManagedScene.ENABLE);
    scene.deliver("one");
    scene.alice.received();
    WireClient stranger = gateway.connect();
    stranger.send(WireClient.HEADER).received();

    gateway.loop.drain(StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN), 2);
    gateway.pump();

    assertThat(scene.alice.received()).isEqualTo(SEE_OTHER_HOST);
    assertThat(gateway.owner.all(StreamDetached.class)).hasSize(1);
    assertThat(scene.returned()).containsExactly("one");
    assertThat(stranger.received()).startsWith(GOODBYE);
  }

  @Test
  void aShutdownDoesSoAsWell() {
    open(0);
    WireClient alice = gateway.bound("alice", "phone");

    gateway.loop.closeAll(StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN), () -> {});

    assertThat(Objects.requireNonNull(alice.received())).isEqualTo(SEE_OTHER_HOST);
  }
}
