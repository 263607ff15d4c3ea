package org.godwit.it.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.godwit.it.client.BoshClient;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.HttpClients;
import org.godwit.it.client.RawStream;
import org.godwit.it.client.WebSocketClient;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Direct TLS (XEP-0368), WebSockets (RFC 7395) and BOSH (XEP-0124, XEP-0206), all over TLS. */
@Runs(on = Backend.EMBEDDED)
class TransportTests {

  private static final String PRESENCE = "<presence xmlns='jabber:client'/>";

  private final GodwitServer server;

  TransportTests(GodwitServer server) {
    this.server = server;
  }

  private static String message(String to, String body) {
    return "<message xmlns='jabber:client' type='chat' to='"
        + to
        + "@localhost'><body>"
        + body
        + "</body></message>";
  }

  @Test
  void tlsMayBeginWithTheFirstByte() throws Exception {
    ChatClient.register(server, "direct");
    try (RawStream stream = RawStream.directTls(server)) {
      stream.send(RawStream.HEADER);
      assertThat(stream.expect("</stream:features>")).contains("PLAIN").doesNotContain("starttls");
      stream.send(RawStream.plain("", "direct", "direct"));
      stream.expect("<success");
    }
  }

  @Test
  void webSocketClientsChatWithAllOthers() throws Exception {
    ChatClient.register(server, "webster");
    ChatClient.register(server, "tim");
    try (WebSocketClient web = WebSocketClient.bound(server, "webster", "web");
        RawStream tcp = RawStream.bound(server, "tim", "tcp")) {
      assertThat(web.subprotocol()).isEqualTo("xmpp");
      web.send(PRESENCE);
      web.expect("<presence");
      tcp.send(PRESENCE);
      tcp.send(message("webster", "to the web"));
      assertThat(web.expect("to the web")).contains("xmlns='jabber:client'");
      web.sendFragmented(message("tim", "in two pieces"));
      tcp.expect("in two pieces");
      web.send("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
      web.expect("<close ");
    }
  }

  @Test
  void aWebSocketStreamIsResumedOverTcpWithWhatItDidNotGet() throws Exception {
    ChatClient.register(server, "rover");
    ChatClient.register(server, "sender");
    String id;
    try (WebSocketClient web = WebSocketClient.bound(server, "rover", "web");
        RawStream sender = RawStream.bound(server, "sender", "tcp")) {
      web.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
      String enabled = web.expect("<enabled ");
      id = enabled.replaceAll(".* id=[\"']([^\"']+)[\"'].*", "$1");
      web.send(PRESENCE);
      web.expect("<presence");
      sender.send(message("rover", "not acknowledged"));
      web.expect("not acknowledged");
      web.drop();
    }
    try (RawStream tcp = RawStream.authenticated(server, "rover")) {
      tcp.send(RawStream.HEADER);
      tcp.expect("</stream:features>");
      tcp.send("<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + id + "'/>");
      tcp.expect("<resumed ");
      tcp.expect("not acknowledged");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <presence xmlns='jabber:client'/><presence xmlns='jabber:client'/> | <bad-format  | 1008
          <message xmlns='jabber:client'>                                    | <not-well-formed | 1007
          <?xml version='1.0'?><stream:stream xmlns='jabber:client'>         | <restricted-xml  | 1008
          hello                                                              | <bad-format  | 1008
          """)
  void aMessageThatIsNotOneElementEndsTheStream(String message, String condition, int code)
      throws Exception {
    try (WebSocketClient web = WebSocketClient.connect(server)) {
      web.send(WebSocketClient.OPEN);
      web.expect("<open ");
      web.expect("<stream:features ");
      web.send(message);
      assertThat(web.expect(condition)).startsWith("<stream:error ");
      web.expect("<close ");
      web.expect("closed with " + code);
    }
  }

  @Test
  void aBinaryMessageEndsTheStream() throws Exception {
    try (WebSocketClient web = WebSocketClient.connect(server)) {
      web.send(WebSocketClient.OPEN);
      web.expect("<open ");
      web.expect("<stream:features ");
      web.sendBinary("<x/>".getBytes(StandardCharsets.UTF_8));
      web.expect("<bad-format ");
      web.expect("<close ");
      web.expect("closed with 1003");
    }
  }

  @Test
  void boshClientsChatWithAllOthers() throws Exception {
    ChatClient.register(server, "bosh");
    ChatClient.register(server, "tcp");
    BoshClient bosh = BoshClient.bound(server, "bosh", "http");
    try (RawStream tcp = RawStream.bound(server, "tcp", "tcp")) {
      tcp.send(PRESENCE);
      CompletableFuture<String> held = bosh.poll();
      bosh.send(PRESENCE);
      held.get(15, TimeUnit.SECONDS);
      held = bosh.poll();
      tcp.send(message("bosh", "over http"));
      assertThat(held.get(15, TimeUnit.SECONDS)).contains("over http");
      bosh.send(message("tcp", "from http"));
      tcp.expect("from http");
    }
    assertThat(bosh.terminate()).contains("type='terminate'");
    assertThat(bosh.send("")).contains("item-not-found");
  }

  @Test
  void aBoshRequestThatComesAgainGetsTheSameAnswer() throws Exception {
    ChatClient.register(server, "again");
    BoshClient bosh = BoshClient.bound(server, "again", "http");
    String request =
        "<iq xmlns='jabber:client' type='get' id='p1' to='localhost'>"
            + "<ping xmlns='urn:xmpp:ping'/></iq>";
    String answer = bosh.send(request);
    assertThat(bosh.sendAgain(request)).isEqualTo(answer);
    assertThat(bosh.sendAhead(100)).contains("type='terminate'").contains("item-not-found");
  }

  @Test
  void whatABoshSessionDidNotGetGoesToAnother() throws Exception {
    ChatClient.register(server, "mover");
    ChatClient.register(server, "writer");
    BoshClient bosh = BoshClient.bound(server, "mover", "http");
    bosh.send(PRESENCE);
    try (RawStream writer = RawStream.bound(server, "writer", "tcp")) {
      writer.send(message("mover", "for whoever comes"));
      writer.send("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
      writer.expect("id=\"p\"");
    }
    bosh.terminate();
    try (RawStream tcp = RawStream.bound(server, "mover", "tcp")) {
      tcp.send(PRESENCE);
      tcp.expect("for whoever comes");
    }
  }

  @ParameterizedTest
  @CsvSource({"host-meta, xmpp:alt-connections:websocket", "host-meta.json, alt-connections:xbosh"})
  void hostMetaTellsOfTheOtherTransports(String name, String link) throws Exception {
    URI uri =
        URI.create("https://localhost:" + server.ports().websocket() + "/.well-known/" + name);
    String text =
        HttpClients.of(server)
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body();
    assertThat(text)
        .contains(link)
        .contains("wss://localhost:" + server.ports().websocket() + "/xmpp-websocket")
        .contains("https://localhost:" + server.ports().bosh() + "/http-bind");
  }
}
