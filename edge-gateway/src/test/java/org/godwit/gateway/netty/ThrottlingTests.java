package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.godwit.gateway.throttle.TrafficLimits;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of what a connection may carry, and error 4031. */
class ThrottlingTests {
  private static final String MESSAGE =
      "<message to='bob@localhost' id='m1'><body>hello</body></message>";
  private static final String ENGLISH =
      "<error code=\"4031\" type=\"cancel\">"
          + "<policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/>"
          + "<text xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\" xml:lang=\"en\">"
          + "login too frequent or traffic too large</text>"
          + "<throttled xmlns=\"urn:godwit:errors\" code=\"4031\"/></error>";
  private static final String STREAM_ERROR =
      "<stream:error><policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
          + "<text xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\" xml:lang=\"en\">"
          + "login too frequent or traffic too large</text>"
          + "<throttled xmlns=\"urn:godwit:errors\" code=\"4031\"/></stream:error>"
          + "</stream:stream>";

  /** What a session takes until it is bound: auth and bind. */
  private static final int ELEMENTS_TO_BIND = 2;

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  @BeforeEach
  void open() {
    gateway = new GatewayFixture(tls);
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  private void limit(String limits) {
    gateway.finish();
    gateway =
        new GatewayFixture(
            tls,
            false,
            InMemoryBusSettings.DEFAULT,
            Tuning.DEFAULT.with(TrafficLimits.parse("limits", limits)));
  }

  private WireClient bound(String limits) {
    limit(limits);
    WireClient client = gateway.bound("alice", "phone");
    client.received();
    return client;
  }

  private double bites(String limit) {
    return gateway.meters.get("xmpp.gateway.limits").tag("limit", limit).counter().count();
  }

  @Test
  void aStanzaPastTheLimitIsAnsweredAndTheStreamEnds() {
    WireClient alice = bound("xmpp:" + (ELEMENTS_TO_BIND + 2) + ":0:disc");
    alice.send(MESSAGE + MESSAGE);
    assertThat(alice.received()).isEmpty();

    alice.send(MESSAGE + MESSAGE);

    assertThat(alice.received())
        .isEqualTo(
            "<message from=\"bob@localhost\" to=\"alice@localhost/phone\" id=\"m1\""
                + " type=\"error\">"
                + ENGLISH
                + "</message>"
                + STREAM_ERROR);
    assertThat(bites("traffic-packets")).isEqualTo(1);
  }

  @Test
  void whatIsDroppedIsAnsweredUntilTheMinuteIsOver() {
    WireClient alice = bound("xmpp:" + (ELEMENTS_TO_BIND + 1) + ":0:drop");
    alice.send(MESSAGE + MESSAGE + MESSAGE);
    assertThat(alice.received()).contains(ENGLISH).doesNotContain("stream:error");
    assertThat(bites("traffic-packets")).isEqualTo(2);

    gateway.pass(Duration.ofMinutes(1));
    alice.received();
    alice.send(MESSAGE);

    assertThat(alice.received()).isEmpty();
    assertThat(bites("traffic-packets")).isEqualTo(2);
  }

  @Test
  void anErrorIsNeverAnsweredWithAnError() {
    WireClient alice = bound("xmpp:" + ELEMENTS_TO_BIND + ":0:drop");

    alice.send("<message to='bob@localhost' type='error'><error type='cancel'/></message>");

    assertThat(alice.received()).isEmpty();
    assertThat(bites("traffic-packets")).isEqualTo(1);
  }

  @Test
  void aStreamInChineseGetsTheTextInChinese() {
    limit("xmpp:" + ELEMENTS_TO_BIND + ":0:drop");
    WireClient alice = gateway.connect();
    String header = WireClient.HEADER.replace(" to=", " xml:lang='zh-CN' to=");
    alice.send(header).send(WireClient.plain("alice", "pw")).send(header);
    alice.send(WireClient.bind("phone")).received();

    alice.send(MESSAGE);

    assertThat(alice.received()).contains("xml:lang=\"zh\">登陆过于频繁或者流量过大</text>");
  }

  @Test
  void bytesWithoutAnEndOfAnElementCount() {
    WireClient alice = bound("bin:2k:0:disc");

    alice.send("<message to='bob@localhost'><body>" + "x".repeat(2048));

    assertThat(alice.received()).isEqualTo(STREAM_ERROR);
    assertThat(bites("traffic-bytes")).isEqualTo(1);
  }

  @Test
  void beforeAuthenticationTheStreamEnds() {
    limit("xmpp:1:0:drop");
    WireClient stranger = gateway.connect();
    stranger.send(WireClient.HEADER).received();

    stranger.send(WireClient.plain("alice", "wrong") + WireClient.plain("alice", "wrong"));

    assertThat(stranger.received()).endsWith(STREAM_ERROR);
  }

  @Test
  void whatAManagedStreamSendsPastTheLimitIsCountedAndAnsweredInOrder() {
    WireClient alice = bound("xmpp:" + (ELEMENTS_TO_BIND + 2) + ":0:drop");
    alice.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>" + MESSAGE).received();

    alice.send(MESSAGE);

    assertThat(alice.received()).contains(ENGLISH);
    gateway.pass(Duration.ofMinutes(1));
    alice.received();
    alice.send("<r xmlns='urn:xmpp:sm:3'/>");
    assertThat(alice.received()).contains("<a xmlns=\"urn:xmpp:sm:3\" h=\"2\"/>");
  }

  @Test
  void whatIsWrittenCountsAsWell() {
    WireClient alice = bound("bin:4k:0:disc");
    String text = "<message to='alice@localhost'><body>" + "x".repeat(2300) + "</body></message>";

    gateway.bound("bob", "desk").send(text);
    assertThat(alice.received()).contains("xxx").doesNotContain("stream:error");
    gateway.bound("bob", "pad").send(text);

    assertThat(alice.received()).endsWith(STREAM_ERROR);
  }
}
