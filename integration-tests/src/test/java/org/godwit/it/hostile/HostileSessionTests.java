package org.godwit.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.Deflater;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client that has logged in must not do to stream management and compression. */
@Runs(on = Backend.EMBEDDED)
class HostileSessionTests {

  private static final int BOMB_BYTES = 50_000_000;
  private static final String ENABLE = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";

  private final GodwitServer server;
  private final Neighbours neighbours;
  private final String user = "mallory-" + UUID.randomUUID().toString().substring(0, 8);

  HostileSessionTests(GodwitServer server) throws Exception {
    this.server = server;
    this.neighbours = Neighbours.of(server);
    ChatClient.register(server, user);
  }

  @AfterEach
  void neighboursStillChat() throws Exception {
    neighbours.assertHealthy();
  }

  private RawStream authenticated() throws Exception {
    RawStream stream = RawStream.authenticated(server, user);
    stream.send(RawStream.HEADER);
    stream.expect("</stream:features>");
    return stream;
  }

  private static String resume(String previd, long h) {
    return "<resume xmlns='urn:xmpp:sm:3' previd='" + previd + "' h='" + h + "'/>";
  }

  @Test
  void resumptionOfAStreamThatNeverWasFailsAndTheClientMayBind() throws Exception {
    // Given
    try (RawStream stream = authenticated()) {
      // When
      stream.send(resume("no-such-stream", 0));

      // Then: XEP-0198, section 5
      assertThat(stream.expect("</failed>")).contains("<item-not-found");
      stream.send(RawStream.bind("r"));
      assertThat(stream.expect("</jid>")).contains(user + "@localhost/r");
    }
  }

  @Test
  void resumptionOfAnotherAccountsStreamFails() throws Exception {
    // Given
    String other = "victim-" + UUID.randomUUID().toString().substring(0, 8);
    ChatClient.register(server, other);
    try (RawStream victim = RawStream.bound(server, other, "r");
        RawStream stream = authenticated()) {
      victim.send(ENABLE);
      String id = id(victim.expect("/>"));

      // When
      stream.send(resume(id, 0));

      // Then
      assertThat(stream.expect("</failed>")).contains("<item-not-found");
      victim.send("<iq type='get' id='v'><ping xmlns='urn:xmpp:ping'/></iq>");
      assertThat(victim.expect("id=\"v\"")).isNotNull();
    }
  }

  @Test
  void resumptionThatHasHandledMoreThanWasSentFailsAndTheStreamStays() throws Exception {
    // Given
    String id;
    try (RawStream first = RawStream.bound(server, user, "r")) {
      first.send(ENABLE);
      id = id(first.expect("/>"));
    }
    try (RawStream stream = authenticated()) {
      // When
      stream.send(resume(id, 99));
      String refused = stream.expect("</failed>");
      stream.send(resume(id, 0));

      // Then
      assertThat(refused).contains("<bad-request");
      assertThat(stream.expect("<resumed ")).isNotNull();
    }
  }

  @Test
  void acknowledgementOfMoreThanWasSentEndsTheStream() throws Exception {
    // Given
    try (RawStream stream = RawStream.bound(server, user, "r")) {
      stream.send(ENABLE);
      stream.expect("/>");

      // When
      stream.send("<a xmlns='urn:xmpp:sm:3' h='7'/>");

      // Then: XEP-0198, section 6
      assertThat(stream.expectClosed()).contains("<handled-count-too-high ");
    }
  }

  @Test
  void compressionBombEndsItsStream() throws Exception {
    // Given
    try (RawStream stream = RawStream.authenticated(server, user)) {
      stream.send(RawStream.HEADER);
      assertThat(stream.expect("</stream:features>")).contains("<method>zlib</method>");
      stream.send(
          "<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>");
      stream.expect("<compressed xmlns=\"http://jabber.org/protocol/compress\"/>");

      // When
      stream.sendUnlessClosed(bomb());

      // Then: closed, where a stream that is only slow would be waited for until the test fails
      assertThat(stream.expectClosed()).isNotEmpty();
    }
  }

  private static String id(String enabled) {
    int start = enabled.indexOf(" id=\"") + 5;
    return enabled.substring(start, enabled.indexOf('"', start));
  }

  private static byte[] bomb() {
    byte[] plain =
        Arrays.copyOf(
            (RawStream.HEADER + "<message>").getBytes(StandardCharsets.UTF_8), BOMB_BYTES);
    Arrays.fill(plain, RawStream.HEADER.length() + 9, plain.length, (byte) ' ');
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
