package org.godwit.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken and oversized XML before anybody has logged in, in the clear and over TLS. */
@Runs(on = Backend.EMBEDDED)
class HostileInputTests {

  private static final String STREAMS = "http://etherx.jabber.org/streams";

  private final GodwitServer server;
  private final Neighbours neighbours;

  HostileInputTests(GodwitServer server) throws Exception {
    this.server = server;
    this.neighbours = Neighbours.of(server);
  }

  @AfterEach
  void neighboursStillChat() throws Exception {
    neighbours.assertHealthy();
  }

  /** Name, bytes after a good header, conditions of which one must be named. */
  static Stream<Arguments> afterTheHeader() {
    return Stream.of(
        Arguments.of("not well-formed", bytes("<a></b>"), "not-well-formed"),
        Arguments.of("undeclared prefix", bytes("<x:a/>"), "not-well-formed|bad-namespace-prefix"),
        Arguments.of("duplicate attribute", bytes("<a b='1' b='2'/>"), "not-well-formed"),
        Arguments.of("comment", bytes("<!-- hello -->"), "restricted-xml"),
        Arguments.of("processing instruction", bytes("<?php echo ?>"), "restricted-xml"),
        Arguments.of("doctype", bytes("<!DOCTYPE a>"), "restricted-xml|not-well-formed"),
        Arguments.of("entity", bytes("<a>&lol;</a>"), "restricted-xml|not-well-formed"),
        Arguments.of("NUL", new byte[] {'<', 'a', '>', 0, '<'}, "not-well-formed|restricted-xml"),
        Arguments.of("NUL by reference", bytes("<a>&#0;</a>"), "not-well-formed|restricted-xml"),
        Arguments.of(
            "invalid UTF-8",
            new byte[] {'<', 'a', '>', (byte) 0xC0, (byte) 0xAF, '<', '/', 'a', '>'},
            "unsupported-encoding|not-well-formed|bad-format"),
        Arguments.of(
            "surrogate in UTF-8",
            new byte[] {'<', 'a', '>', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '<', '/', 'a', '>'},
            "unsupported-encoding|not-well-formed|bad-format"),
        Arguments.of("10 MB stanza", huge("<message><body>", 10_000_000), "policy-violation"),
        Arguments.of("10 MB start tag", huge("<message a='", 10_000_000), "policy-violation"),
        Arguments.of("100k depth", bytes("<a>".repeat(100_000)), "policy-violation"),
        Arguments.of("10k attributes", attributes(10_000), "policy-violation|not-well-formed"),
        Arguments.of(
            "message before login",
            bytes("<message to='bob@localhost'><body>hi</body></message>"),
            "not-authorized"),
        Arguments.of("bind before login", bytes(RawStream.bind("r")), "not-authorized"),
        Arguments.of(
            "wrong namespace",
            bytes("<message xmlns='urn:example:none'/>"),
            "unsupported-stanza-type|invalid-namespace|not-authorized"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("afterTheHeader")
  void inTheClearItEndsTheStreamWithItsError(String name, byte[] bytes, String conditions)
      throws Exception {
    // Given
    try (RawStream stream = RawStream.connect(server)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");

      // When
      stream.sendUnlessClosed(bytes);

      // Then
      assertThat(stream.expectClosed()).as(name).containsPattern("<(" + conditions + ")[ />]");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("afterTheHeader")
  void overTlsItEndsTheStreamWithItsError(String name, byte[] bytes, String conditions)
      throws Exception {
    // Given
    try (RawStream stream = RawStream.secured(server)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");

      // When
      stream.sendUnlessClosed(bytes);

      // Then
      assertThat(stream.expectClosed()).as(name).containsPattern("<(" + conditions + ")[ />]");
    }
  }

  static Stream<Arguments> badHeaders() {
    return Stream.of(
        Arguments.of("unknown host", header("elsewhere.example", "jabber:client"), "host-unknown"),
        Arguments.of(
            "host that is no JID",
            header("@", "jabber:client"),
            "host-unknown|improper-addressing"),
        Arguments.of("content namespace", header("localhost", "urn:x"), "invalid-namespace"),
        Arguments.of(
            "stream namespace",
            bytes("<s:stream xmlns='jabber:client' xmlns:s='urn:x' to='localhost' version='1.0'>"),
            "invalid-namespace"),
        Arguments.of(
            "root element",
            bytes("<s:other xmlns:s='" + STREAMS + "' to='localhost' version='1.0'>"),
            "bad-format|invalid-xml|not-well-formed|invalid-namespace|bad-namespace-prefix"),
        Arguments.of("doctype", bytes("<!DOCTYPE x [<!ENTITY a 'b'>]>"), "restricted-xml"),
        Arguments.of(
            "UTF-16",
            new String(header("localhost", "jabber:client"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_16),
            "unsupported-encoding|not-well-formed"),
        Arguments.of(
            "HTTP", bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), "not-well-formed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badHeaders")
  void badHeaderIsAnsweredWithAHeaderAndAnError(String name, byte[] bytes, String conditions)
      throws Exception {
    // Given
    try (RawStream stream = RawStream.connect(server)) {
      // When
      stream.sendUnlessClosed(bytes);

      // Then: RFC 6120, section 4.9.1.2, the error stands inside a stream
      assertThat(stream.expectClosed())
          .as(name)
          .contains("<stream:stream")
          .containsPattern("<(" + conditions + ")[ />]");
    }
  }

  @Test
  void headerWithoutToIsNotServedBlindly() throws Exception {
    // Given
    try (RawStream stream = RawStream.connect(server)) {
      // When
      stream.send(
          "<stream:stream version='1.0' xmlns='jabber:client' xmlns:stream='" + STREAMS + "'>");

      // Then: RFC 6120, section 4.7.2, a client names the domain it wants
      assertThat(stream.expectClosed()).containsPattern("<(host-unknown|improper-addressing)[ />]");
    }
  }

  @Test
  void whatFollowsStarttlsInTheClearIsNeverTakenAsEncrypted() throws Exception {
    // Given
    try (RawStream stream = RawStream.connect(server)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");

      // When: RFC 6120, section 5.4.3.3, whatever was sent before the handshake is discarded
      stream.send(
          "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
              + RawStream.HEADER
              + RawStream.plain("", "mallory", "mallory"));

      // Then
      assertThat(stream.expectClosed())
          .doesNotContain("urn:ietf:params:xml:ns:xmpp-sasl")
          .doesNotContain("<proceed");
    }
  }

  @Test
  void loginInTheClearIsRefused() throws Exception {
    // Given
    try (RawStream stream = RawStream.connect(server)) {
      stream.send(RawStream.HEADER);
      String features = stream.expect("</stream:features>");

      // When
      stream.send(RawStream.plain("", "alice", "alice"));

      // Then
      assertThat(features).contains("<required").doesNotContain("<mechanism>");
      assertThat(stream.expect(">") + stream.expect(">"))
          .containsPattern("encryption-required|not-authorized|policy-violation");
    }
  }

  @Test
  void slowTrickleIsServedLikeAnyOther() throws Exception {
    // Given
    try (RawStream stream = RawStream.connect(server)) {
      // When
      for (byte b : RawStream.HEADER.getBytes(StandardCharsets.UTF_8)) {
        stream.send(new byte[] {b});
      }

      // Then
      assertThat(stream.expect("</stream:features>")).contains("starttls");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] header(String to, String namespace) {
    return bytes(
        "<stream:stream to='"
            + to
            + "' version='1.0' xmlns='"
            + namespace
            + "' xmlns:stream='"
            + STREAMS
            + "'>");
  }

  private static byte[] huge(String start, int length) {
    byte[] bytes = Arrays.copyOf(bytes(start), length);
    Arrays.fill(bytes, start.length(), length, (byte) 'x');
    return bytes;
  }

  private static byte[] attributes(int count) {
    StringBuilder text = new StringBuilder("<a");
    for (int i = 0; i < count; i++) {
      text.append(" a").append(i).append("='1'");
    }
    return bytes(text.append("/>").toString());
  }
}
