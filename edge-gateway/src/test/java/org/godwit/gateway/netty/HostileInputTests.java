package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.godwit.gateway.tls.TlsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must end a stream, with the error it ends with (RFC 6120, section 4.9.3). */
class HostileInputTests {
  private static final String LOGIN =
      WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER;
  private static final String BOUND = LOGIN + WireClient.bind("phone");

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;
  private WireClient neighbour;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void openNeighbour() {
    gateway = new GatewayFixture(tls);
    neighbour = gateway.bound("bob", "desk");
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("garbage", "\1\2\3", "not-well-formed"),
        Arguments.of("http", "GET / HTTP/1.1\r\n\r\n", "not-well-formed"),
        Arguments.of(
            "wrong stream namespace",
            WireClient.HEADER.replace("http://etherx.jabber.org/streams", "urn:x"),
            "invalid-namespace"),
        Arguments.of(
            "wrong content namespace",
            WireClient.HEADER.replace("jabber:client", "jabber:server"),
            "invalid-namespace"),
        Arguments.of(
            "no content namespace",
            WireClient.HEADER.replace(" xmlns='jabber:client'", ""),
            "invalid-namespace"),
        Arguments.of(
            "wrong root",
            WireClient.HEADER.replace("<stream:stream", "<stream:flow"),
            "bad-format"),
        Arguments.of("unknown host", WireClient.header("nowhere.example"), "host-unknown"),
        Arguments.of("service as host", WireClient.header("muc.localhost"), "host-unknown"),
        Arguments.of("no host", WireClient.HEADER.replace(" to='localhost'", ""), "host-unknown"),
        Arguments.of(
            "no version", WireClient.HEADER.replace(" version='1.0'>", ">"), "unsupported-version"),
        Arguments.of(
            "old version", WireClient.HEADER.replace("'1.0'>", "'0.9'>"), "unsupported-version"),
        Arguments.of(
            "odd version", WireClient.HEADER.replace("'1.0'>", "'9'>"), "unsupported-version"));
  }

  static Stream<Arguments> inputs() {
    return Stream.concat(headers(), elements());
  }

  private static Stream<Arguments> elements() {
    return Stream.of(
        Arguments.of("DTD", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + WireClient.HEADER, "restricted-xml"),
        Arguments.of("comment", WireClient.HEADER + "<!-- x -->", "restricted-xml"),
        Arguments.of("instruction", WireClient.HEADER + "<?php x?>", "restricted-xml"),
        Arguments.of("entity", BOUND + "<message><body>&nbsp;</body></message>", "restricted-xml"),
        Arguments.of("broken", BOUND + "<message><body></message>", "not-well-formed"),
        Arguments.of("undeclared prefix", BOUND + "<message><a:b/></message>", "not-well-formed"),
        Arguments.of(
            "oversized newcomer",
            WireClient.HEADER + "<a>" + "x".repeat(17_000),
            "policy-violation"),
        Arguments.of(
            "oversized", BOUND + "<message><body>" + "x".repeat(270_000), "policy-violation"),
        Arguments.of("deep", BOUND + "<message>" + "<a>".repeat(50), "policy-violation"),
        Arguments.of("early stanza", WireClient.HEADER + "<presence/>", "not-authorized"),
        Arguments.of("early bind", WireClient.HEADER + WireClient.bind("x"), "not-authorized"),
        Arguments.of(
            "early iq",
            WireClient.HEADER + "<iq type='get' id='1'><q xmlns='jabber:iq:roster'/></iq>",
            "not-authorized"),
        Arguments.of("unbound stanza", LOGIN + "<presence/>", "not-authorized"),
        Arguments.of(
            "unbound get",
            LOGIN + WireClient.bind("x").replace("'set'", "'get'"),
            "not-authorized"),
        Arguments.of("second auth", LOGIN + WireClient.plain("bob", "pw"), "not-authorized"),
        Arguments.of(
            "auth when bound", BOUND + WireClient.plain("bob", "pw"), "unsupported-stanza-type"),
        Arguments.of("no stanza", BOUND + "<foo/>", "unsupported-stanza-type"),
        Arguments.of(
            "foreign stanza", BOUND + "<message xmlns='urn:x'/>", "unsupported-stanza-type"),
        Arguments.of(
            "spoofed from", BOUND + "<message from='bob@localhost' to='x@y'/>", "invalid-from"),
        Arguments.of(
            "another resource", BOUND + "<message from='alice@localhost/b'/>", "invalid-from"),
        Arguments.of(
            "claimed account",
            WireClient.HEADER
                + WireClient.plain("alice", "pw")
                + WireClient.HEADER.replace(" to=", " from='bob@localhost' to="),
            "invalid-from"),
        Arguments.of(
            "another host after login",
            WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.header("example.org"),
            "host-unknown"),
        Arguments.of(
            "guessing",
            WireClient.HEADER + WireClient.plain("alice", "x").repeat(3),
            "policy-violation"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void streamEndsWithItsErrorAndItsNeighbourDoesNotNotice(
      String name, String input, String condition) {
    // Given
    WireClient hostile = gateway.connect();

    // When
    hostile.send(input);

    // Then
    String wire = hostile.received();
    assertThat(wire)
        .startsWith("<?xml version='1.0'?><stream:stream ")
        .contains(
            "<stream:error><" + condition + " xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>")
        .endsWith("</stream:error></stream:stream>");
    assertThat(wire.split("<stream:error>", -1)).hasSize(2);
    assertThat(hostile.channel.isOpen()).isFalse();
    assertThat(gateway.directory.size()).isEqualTo(1);
    assertNeighbourWorks();
  }

  static Stream<Arguments> saslInputs() {
    return Stream.of(
        Arguments.of("<auth %s mechanism='PLAIN'>!!!!</auth>", "incorrect-encoding"),
        Arguments.of("<auth %s mechanism='PLAIN'>AGE</auth>", "incorrect-encoding"),
        Arguments.of("<auth %s mechanism='PLAIN'>=</auth>", "not-authorized"),
        Arguments.of("<auth %s mechanism='NOPE'/>", "invalid-mechanism"),
        Arguments.of("<auth %s/>", "malformed-request"),
        Arguments.of("<auth %s mechanism='PLAIN'><a/></auth>", "malformed-request"),
        Arguments.of("<response %s/>", "malformed-request"),
        Arguments.of("<what %s/>", "malformed-request"),
        Arguments.of("<abort %s/>", "aborted"),
        Arguments.of("<auth %1$s mechanism='SCRAM-SHA-1'>AAAA</auth><abort %1$s/>", "aborted"),
        Arguments.of(
            "<auth %1$s mechanism='SCRAM-SHA-1'>AAAA</auth><response %1$s>*</response>",
            "incorrect-encoding"));
  }

  @ParameterizedTest
  @MethodSource("saslInputs")
  void failedAuthenticationLeavesTheStreamOpenForAnother(String input, String condition) {
    // Given
    WireClient client = gateway.connect();
    client.send(WireClient.HEADER).received();

    // When
    client.send(input.formatted("xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"));

    // Then
    assertThat(client.received())
        .contains("<failure xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"><" + condition + "/>")
        .endsWith("</failure>");
    assertThat(client.send(WireClient.plain("alice", "pw")).received()).contains("<success ");
    assertNeighbourWorks();
  }

  @ParameterizedTest
  @MethodSource("refusedStanzas")
  void badStanzaIsAnsweredAndTheStreamGoesOn(String input, String answer) {
    // Given
    WireClient client = gateway.bound("alice", "phone");

    // When
    client.send(input);

    // Then
    assertThat(client.received()).startsWith(answer);
    assertThat(client.channel.isOpen()).isTrue();
    assertNeighbourWorks();
  }

  static Stream<Arguments> refusedStanzas() {
    String me = "to=\"alice@localhost/phone\"";
    return Stream.of(
        Arguments.of("<iq type='get'><a xmlns='u'/></iq>", "<iq " + me + " type=\"error\">"),
        Arguments.of("<iq type='what' id='1'/>", "<iq " + me + " id=\"1\" type=\"error\">"),
        Arguments.of("<iq type='get' id='1'/>", "<iq " + me + " id=\"1\" type=\"error\">"),
        Arguments.of("<message id='1' to='@b'/>", "<message " + me + " id=\"1\" type=\"error\">"),
        Arguments.of("<message type='error' to='@b'/>", ""),
        Arguments.of("<iq type='result' id='1' to='@b'/>", ""),
        Arguments.of(
            WireClient.bind("again"),
            "<iq "
                + me
                + " id=\"b1\" type=\"error\"><bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\">"
                + "<resource>again</resource></bind>"
                + "<error code=\"405\" type=\"cancel\"><not-allowed "));
  }

  @ParameterizedTest
  @MethodSource("invalidBytes")
  void bytesThatAreNoTextEndTheStream(byte[] bytes) {
    // Given
    WireClient client = gateway.bound("alice", "phone");

    // When
    client.sendBytes(bytes);

    // Then
    assertThat(client.received()).contains("<stream:error>").endsWith("</stream:stream>");
    assertNeighbourWorks();
  }

  static Stream<byte[]> invalidBytes() {
    return Stream.of(
        new byte[] {'<', 'a', '>', (byte) 0xC0, (byte) 0x80},
        new byte[] {'<', 'a', '>', (byte) 0xED, (byte) 0xA0, (byte) 0x80},
        new byte[] {'<', 'a', '>', 0},
        "<message/>".getBytes(StandardCharsets.UTF_16BE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void damagedSessionsNeverBreakTheServer(long seed) {
    // Given
    Random random = new Random(seed);
    byte[] session =
        (BOUND + "<message to='bob@localhost'><body>x</body></message><presence/>" + WireClient.END)
            .getBytes(StandardCharsets.UTF_8);

    for (int run = 0; run < 30; run++) {
      byte[] damaged = session.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }

      // When
      int split = random.nextInt(damaged.length);
      WireClient client = gateway.connect();
      client.sendBytes(Arrays.copyOfRange(damaged, 0, split));
      client.sendBytes(Arrays.copyOfRange(damaged, split, damaged.length));

      // Then
      assertThat(client.received()).as("run %d", run).doesNotContain("internal-server-error");
    }
    assertNeighbourWorks();
  }

  private void assertNeighbourWorks() {
    neighbour.received();
    neighbour.send("<message to='bob@localhost' id='n'/>");
    neighbour.send("<message to='bob@localhost/desk' id='n'/>");
    assertThat(neighbour.channel.isOpen()).isTrue();
    neighbour.send(
        "<iq type='set' id='n'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    assertThat(neighbour.received()).contains("id=\"n\" type=\"result\"");
  }
}
