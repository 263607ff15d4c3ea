package org.godwit.it.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not harm others over WebSocket (RFC 6455, RFC 7395) and BOSH (XEP-0124). */
@Runs(on = Backend.EMBEDDED)
class HostileTransportTests {
  private static final int TEXT = 0x81;
  private static final int MASK = 0x80;
  private static final byte[] KEY = {1, 2, 3, 4};
  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String BODY = "<body xmlns='http://jabber.org/protocol/httpbind'";

  private final GodwitServer server;
  private final Neighbours neighbours;

  HostileTransportTests(GodwitServer server) throws Exception {
    this.server = server;
    this.neighbours = Neighbours.of(server);
  }

  @AfterEach
  void neighboursStillChat() throws Exception {
    neighbours.assertHealthy();
  }

  private RawStream webSocket() throws IOException {
    RawStream stream = RawStream.tls(server, server.ports().websocket());
    stream.send(upgrade());
    stream.expect("\r\n\r\n");
    return stream;
  }

  private static String upgrade() {
    return """
    GET /xmpp-websocket HTTP/1.1\r
    Host: localhost\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
    Sec-WebSocket-Version: 13\r
    Sec-WebSocket-Protocol: xmpp\r
    \r
    """;
  }

  /** Returns a frame as a client must send it (RFC 6455, section 5.2). */
  private static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(MASK | payload.length);
    } else {
      out.write(MASK | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    }
    out.writeBytes(KEY);
    for (int i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ KEY[i % KEY.length]);
    }
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return frame(TEXT, text.getBytes(UTF_8));
  }

  static Stream<Arguments> badFrames() {
    byte[] unmasked = {(byte) TEXT, 1, 'x'};
    byte[] huge = {
      (byte) TEXT, (byte) (MASK | 127), 0x7f, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 'x'
    };
    return Stream.of(
        Arguments.of("not masked", unmasked),
        Arguments.of("reserved bit", frame(0xC1, "x".getBytes(UTF_8))),
        Arguments.of("reserved opcode", frame(0x83, "x".getBytes(UTF_8))),
        Arguments.of("continuation of nothing", frame(0x80, "x".getBytes(UTF_8))),
        Arguments.of("ping in pieces", frame(0x09, "x".getBytes(UTF_8))),
        Arguments.of("long ping", frame(0x89, new byte[200])),
        Arguments.of("length of nine exabytes", huge),
        Arguments.of("not UTF-8", frame(TEXT, new byte[] {(byte) 0xff, (byte) 0xfe})),
        Arguments.of("close with one byte", frame(0x88, new byte[1])),
        Arguments.of("no end of pieces", pieces()));
  }

  /** A message in more bytes than a stanza may have before the client has authenticated. */
  private static byte[] pieces() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] filler = "x".repeat(60_000).getBytes(UTF_8);
    out.writeBytes(frame(0x01, "<message xmlns='jabber:client'><body>".getBytes(UTF_8)));
    for (int i = 0; i < 200; i++) {
      out.writeBytes(frame(0x00, filler));
    }
    return out.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFrames")
  void badFrameEndsItsConnection(String name, byte[] bytes) throws Exception {
    // Given
    try (RawStream stream = webSocket()) {
      stream.send(text(OPEN));
      stream.expect("</stream:features>");

      // When
      stream.sendUnlessClosed(bytes);

      // Then
      stream.expectClosed();
    }
  }

  @Test
  void webSocketSessionByteByByteIsServed() throws Exception {
    // Given
    String user = register();
    try (RawStream stream = RawStream.tls(server, server.ports().websocket())) {
      // When
      sendSlowly(stream, upgrade().getBytes(UTF_8));
      stream.expect("\r\n\r\n");
      sendSlowly(stream, text(OPEN));
      stream.expect("</stream:features>");
      sendSlowly(stream, text(RawStream.plain("", user, user)));

      // Then
      stream.expect("<success");
    }
  }

  private String register() throws Exception {
    String user = "mallory-" + UUID.randomUUID().toString().substring(0, 8);
    ChatClient.register(server, user);
    return user;
  }

  private static void sendSlowly(RawStream stream, byte[] bytes) throws IOException {
    for (byte each : bytes) {
      stream.send(new byte[] {each});
    }
  }

  private static byte[] post(String body, String connection) {
    byte[] bytes = body.getBytes(UTF_8);
    return ("POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n"
            + connection
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n"
            + body)
        .getBytes(UTF_8);
  }

  private static String open(String rid) {
    return BODY
        + rid
        + " to='localhost' wait='5' hold='1' ver='1.11' xmpp:version='1.0'"
        + " xmlns:xmpp='urn:xmpp:xbosh'/>";
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        Arguments.of("no XML", "hello", "bad-request|HTTP/1.1 400"),
        Arguments.of("not well-formed", "<body", "bad-request|HTTP/1.1 400"),
        Arguments.of(
            "doctype", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + open(" rid='1'"), "bad-request|400"),
        Arguments.of("another element", "<x/>", "bad-request|HTTP/1.1 400"),
        Arguments.of("no rid", open(""), "bad-request|HTTP/1.1 400"),
        Arguments.of("rid of letters", open(" rid='abc'"), "bad-request|HTTP/1.1 400"),
        Arguments.of("rid too large", open(" rid='9007199254740992'"), "bad-request|400"),
        Arguments.of("unknown session", BODY + " rid='5' sid='nobody'/>", "item-not-found|404"),
        Arguments.of(
            "10 MB", BODY + " rid='1' to='" + "x".repeat(10_000_000) + "'/>", "bad-request|413"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRequests")
  void badRequestIsRefused(String name, String body, String conditions) throws Exception {
    // Given
    try (RawStream stream = RawStream.tls(server, server.ports().bosh())) {
      // When
      stream.sendUnlessClosed(post(body, "Connection: close\r\n"));

      // Then: XEP-0124, section 17
      assertThat(stream.expectClosed()).startsWith("HTTP/1.1 ").containsPattern(conditions);
    }
  }

  @Test
  void boshSessionByteByByteIsServed() throws Exception {
    // Given
    try (RawStream stream = RawStream.tls(server, server.ports().bosh())) {
      // When
      sendSlowly(stream, post(open(" rid='1'"), ""));

      // Then
      assertThat(stream.expect("</stream:features>")).contains("sid=");
    }
  }
}
