package org.godwit.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

/** Logins that should fail, and streams that do what they may not after a good one. */
@Runs(on = Backend.EMBEDDED)
class HostileLoginTests {

  private final GodwitServer server;
  private final Neighbours neighbours;
  private final String user = "mallory-" + UUID.randomUUID().toString().substring(0, 8);

  HostileLoginTests(GodwitServer server) throws Exception {
    this.server = server;
    this.neighbours = Neighbours.of(server);
    ChatClient.register(server, user);
  }

  @AfterEach
  void neighboursStillChat() throws Exception {
    neighbours.assertHealthy();
  }

  /** Name, the request, the SASL condition (RFC 6120, section 6.5). */
  static Stream<Arguments> badRequests() {
    return Stream.of(
        Arguments.of("unknown mechanism", RawStream.auth("X-NONE", "AA=="), "invalid-mechanism"),
        Arguments.of("no base64", RawStream.auth("PLAIN", "%%%"), "incorrect-encoding"),
        Arguments.of("cut base64", RawStream.auth("PLAIN", "AGEAY"), "incorrect-encoding"),
        Arguments.of(
            "response of another shape", RawStream.auth("PLAIN", "YWJj"), "malformed-request"),
        Arguments.of(
            "oversized response",
            RawStream.auth("PLAIN", "QUFB".repeat(2000)),
            "malformed-request|not-authorized|incorrect-encoding"),
        Arguments.of("unknown user", RawStream.plain("", "nobody-at-all", "x"), "not-authorized"),
        Arguments.of(
            "bad SCRAM",
            RawStream.auth("SCRAM-SHA-1", base64("n,,x")),
            "malformed-request|not-authorized"),
        Arguments.of(
            "unknown SCRAM user step",
            RawStream.auth("SCRAM-SHA-1", base64("p=tls-x,,n=a,r=b")),
            "malformed-request|not-authorized"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRequests")
  void badRequestIsRefusedAndTheStreamMayTryAgain(String name, String request, String conditions)
      throws Exception {
    // Given
    try (RawStream stream = RawStream.secured(server)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");

      // When
      stream.send(request);
      String failure = stream.expect("</failure>");
      stream.send(RawStream.plain("", user, user));

      // Then
      assertThat(failure).as(name).containsPattern("<(" + conditions + ")[ />]");
      assertThat(stream.expect("<success")).isNotNull();
    }
  }

  @Test
  void anotherAccountsAuthorizationIdentityIsRefused() throws Exception {
    // Given
    try (RawStream stream = RawStream.secured(server)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");

      // When
      stream.send(RawStream.plain("left-neighbour@localhost", user, user));

      // Then: RFC 6120, section 6.5.6
      assertThat(stream.expect("</failure>")).contains("<invalid-authzid");
    }
  }

  @Test
  void abortedExchangeIsSaidToBeAborted() throws Exception {
    // Given
    try (RawStream stream = RawStream.secured(server)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");
      stream.send(RawStream.auth("SCRAM-SHA-1", base64("n,,n=" + user + ",r=abcdefgh")));
      stream.expect("</challenge>");

      // When
      stream.send("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");

      // Then: RFC 6120, section 6.5.1
      assertThat(stream.expect("</failure>")).contains("<aborted");
    }
  }

  @Test
  void guessingEndsTheStream() throws Exception {
    // Given
    try (RawStream stream = RawStream.secured(server)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");

      // When
      for (int i = 0; i < 20; i++) {
        stream.sendUnlessClosed(
            RawStream.plain("", user, "guess" + i).getBytes(StandardCharsets.UTF_8));
      }

      // Then: RFC 6120, section 6.4.5, retries have a limit
      assertThat(stream.expectClosed()).contains("<not-authorized").contains("</stream:stream>");
    }
  }

  @Test
  void messageBeforeBindEndsTheStream() throws Exception {
    // Given
    try (RawStream stream = RawStream.authenticated(server, user)) {
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");

      // When
      stream.send("<message to='left-neighbour@localhost'><body>x</body></message>");

      // Then: RFC 6120, section 7.1
      assertThat(stream.expectClosed()).contains("<not-authorized");
    }
  }

  @Test
  void spoofedSenderEndsTheStreamAndReachesNobody() throws Exception {
    // Given
    try (RawStream stream = RawStream.bound(server, user, "r")) {
      // When
      stream.send(
          "<message from='right-neighbour@localhost' to='left-neighbour@localhost'>"
              + "<body>spoofed</body></message>");

      // Then: RFC 6120, section 4.9.3.9; the neighbours' own check sees that nothing came
      assertThat(stream.expectClosed()).contains("<invalid-from");
    }
  }

  @Test
  void wrongStanzasAreAnsweredAndTheStreamGoesOn() throws Exception {
    // Given
    try (RawStream stream = RawStream.bound(server, user, "r")) {
      // When
      stream.send("<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
      String noId = stream.expect("</iq>");
      stream.send("<iq id='a'><ping xmlns='urn:xmpp:ping'/></iq>");
      String noType = stream.expect("</iq>");
      stream.send("<message id='b' to='a@b@c'><body>x</body></message>");
      String noJid = stream.expect("</message>");
      stream.send("<iq type='get' id='c'><ping xmlns='urn:xmpp:ping'/></iq>");

      // Then: RFC 6120, sections 8.2.3 and 8.3.3.8
      assertThat(noId).contains("<bad-request");
      assertThat(noType).contains("<bad-request");
      assertThat(noJid).contains("<jid-malformed");
      assertThat(stream.expect("id=\"c\"")).isNotNull();
    }
  }

  @Test
  void wholeSessionInOneWriteIsServedInOrder() throws Exception {
    // Given
    try (RawStream stream = RawStream.secured(server)) {
      // When
      stream.send(
          RawStream.HEADER
              + RawStream.plain("", user, user)
              + RawStream.HEADER
              + RawStream.bind("pipelined")
              + "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
      String all = stream.expect("id=\"p\"");
      stream.send("</stream:stream>");

      // Then
      assertThat(all).containsSubsequence("<success", user + "@localhost/pipelined");
      assertThat(stream.expectClosed()).contains("</stream:stream>");
    }
  }

  @Test
  void sessionByteByByteIsServed() throws Exception {
    // Given
    try (RawStream stream = RawStream.secured(server)) {
      for (byte b : RawStream.HEADER.getBytes(StandardCharsets.UTF_8)) {
        stream.send(new byte[] {b});
      }
      stream.expect("</stream:features>");

      // When
      for (byte b : RawStream.plain("", user, user).getBytes(StandardCharsets.UTF_8)) {
        stream.send(new byte[] {b});
      }

      // Then
      assertThat(stream.expect("<success")).isNotNull();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
