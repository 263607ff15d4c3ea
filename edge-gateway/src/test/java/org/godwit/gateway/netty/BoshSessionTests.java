package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.bus.Topics;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BOSH sessions (XEP-0124, XEP-0206) at embedded HTTP connections. */
class BoshSessionTests {
  private static final Pattern SID = Pattern.compile("sid='([^']+)'");
  private static final String MESSAGE =
      "<message xmlns='jabber:client' to='bob@localhost'><body>hello</body></message>";

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;
  private HttpScene scene;
  private EmbeddedChannel connection;
  private EmbeddedChannel other;
  private String sid = "";
  private long rid = 1000;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  @BeforeEach
  void open() {
    gateway = new GatewayFixture(tls);
    scene = new HttpScene(gateway);
    connection = scene.bosh();
    other = scene.bosh();
    String created =
        send(
            connection,
            "rid='1000' to='localhost' wait='60' hold='1' ver='1.11' ack='1' xmpp:version='1.0'",
            "");
    Matcher found = SID.matcher(created);
    assertThat(found.find()).as(created).isTrue();
    sid = found.group(1);
    assertThat(request(WireClient.plain("alice", "pw"))).contains("<success ");
    assertThat(next("xmpp:restart='true' to='localhost'", ""))
        .contains("urn:ietf:params:xml:ns:xmpp-bind");
    assertThat(request(WireClient.bind("web").replace("<iq ", "<iq xmlns='jabber:client' ")))
        .contains("alice@localhost/web");
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  private String request(String content) {
    return next("", content);
  }

  private String next(String attributes, String content) {
    return send(connection, "rid='" + ++rid + "' sid='" + sid + "' " + attributes, content);
  }

  private String send(EmbeddedChannel channel, String attributes, String content) {
    post(channel, attributes, content);
    scene.pump();
    return received(channel);
  }

  private void post(EmbeddedChannel channel, String attributes, String content) {
    String body =
        "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' "
            + attributes
            + '>'
            + content
            + "</body>";
    channel.writeInbound(
        Unpooled.copiedBuffer(
            "POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body,
            StandardCharsets.UTF_8));
  }

  private static String received(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    channel.runPendingTasks();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(StandardCharsets.UTF_8));
      part.release();
    }
    return text.toString();
  }

  @Test
  void aRequestIsNotAnsweredBeforeItsStanzaIsDurable() {
    // When
    post(connection, "rid='" + ++rid + "' sid='" + sid + "'", MESSAGE);
    connection.runPendingTasks();
    post(other, "rid='" + ++rid + "' sid='" + sid + "'", "");
    connection.runPendingTasks();
    other.runPendingTasks();

    // Then
    assertThat(received(connection)).isEmpty();
    assertThat(gateway.owner.all(Incoming.class)).isEmpty();

    // When
    scene.pump();

    // Then
    assertThat(received(connection)).contains("<body ").contains(" ack='" + rid + "'");
    assertThat(gateway.owner.all(Incoming.class)).hasSize(1);
  }

  @Test
  void aStanzaThatTheBusDoesNotTakeIsNeverAcknowledged() {
    // Given
    gateway.bus.refuse(Topics.MUC::equals);

    // When
    String answer =
        request("<message xmlns='jabber:client' to='room@muc.localhost' type='groupchat'/>");

    // Then
    assertThat(answer).contains("type='terminate'").contains("internal-server-error");
    assertThat(answer).doesNotContain(" ack=");
    gateway.bus.refuse(_ -> false);
  }

  @Test
  void whatTheClientDidNotAcknowledgeGoesBackWhenItIsSilent() {
    // Given
    WireClient bob = gateway.bound("bob", "desk");
    post(connection, "rid='" + ++rid + "' sid='" + sid + "'", "");
    scene.pump();
    bob.send("<message to='alice@localhost'><body>first</body></message>");
    scene.pump();
    assertThat(received(connection)).contains("first");

    // When
    scene.pass(Duration.ofSeconds(31));

    // Then
    assertThat(gateway.owner.all(Undelivered.class)).hasSize(1);
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
  }

  @Test
  void whatTheClientAcknowledgedDoesNotGoBack() {
    // Given
    WireClient bob = gateway.bound("bob", "desk");
    post(connection, "rid='" + ++rid + "' sid='" + sid + "'", "");
    scene.pump();
    bob.send("<message to='alice@localhost'><body>first</body></message>");
    scene.pump();
    assertThat(received(connection)).contains("first");
    post(connection, "rid='" + ++rid + "' sid='" + sid + "'", "");
    scene.pump();

    // When
    scene.pass(Duration.ofSeconds(61));
    scene.pass(Duration.ofSeconds(61));

    // Then
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
    assertThat(gateway.owner.all(Undelivered.class)).isEmpty();
  }

  @Test
  void aRequestThatComesAgainGetsTheSameAnswer() {
    // Given
    String answer = request(MESSAGE + MESSAGE);
    post(other, "rid='" + ++rid + "' sid='" + sid + "'", "");
    scene.pump();
    answer += received(connection);
    assertThat(answer).contains("<body ");

    // When
    String again = send(connection, "rid='" + (rid - 1) + "' sid='" + sid + "'", MESSAGE + MESSAGE);

    // Then
    assertThat(again).isEqualTo(answer);
    assertThat(gateway.owner.all(Incoming.class)).hasSize(2);
  }

  @Test
  void requestsOutOfOrderAreTakenInOrder() {
    // When
    post(other, "rid='" + (rid + 2) + "' sid='" + sid + "'", MESSAGE.replace("hello", "second"));
    scene.pump();
    assertThat(gateway.owner.all(Incoming.class)).isEmpty();
    post(connection, "rid='" + (rid + 1) + "' sid='" + sid + "'", MESSAGE);
    scene.pump();

    // Then
    assertThat(gateway.owner.all(Incoming.class))
        .extracting(incoming ->
            new String(incoming.stanza(), StandardCharsets.UTF_8).replaceAll("<[^>]*>", ""))
        .containsExactly("hello", "second");
    rid += 2;
  }

  @Test
  void aPauseAnswersWhatIsHeldAndLetsTheClientBeSilentForLonger() {
    // Given
    post(connection, "rid='" + ++rid + "' sid='" + sid + "'", "");
    scene.pump();

    // When
    String answer = send(other, "rid='" + ++rid + "' sid='" + sid + "' pause='100'", "");

    // Then
    assertThat(answer).contains("<body ").doesNotContain("terminate");
    assertThat(received(connection)).contains("<body ").doesNotContain("terminate");
    scene.pass(Duration.ofSeconds(90));
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
    scene.pass(Duration.ofSeconds(11));
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
  }

  @Test
  void anEmptyRequestIsAnsweredWhenItHasWaited() {
    // Given
    post(connection, "rid='" + ++rid + "' sid='" + sid + "'", "");
    scene.pump();
    assertThat(received(connection)).isEmpty();

    // When
    scene.pass(Duration.ofSeconds(60));

    // Then
    assertThat(received(connection)).contains("<body ").doesNotContain("terminate");
  }

  @Test
  void aSessionEndsWithItsLastWords() {
    // When
    String answer =
        next("type='terminate'", "<presence xmlns='jabber:client' type='unavailable'/>");

    // Then
    assertThat(answer).contains("type='terminate'");
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
    assertThat(request("")).contains("item-not-found");
  }

  @Test
  void moreRequestsAtOnceThanAgreedEndTheSessionAndNotItsNeighbour() {
    // Given
    WireClient bob = gateway.bound("bob", "desk");
    post(connection, "rid='" + (rid + 2) + "' sid='" + sid + "'", "");
    post(other, "rid='" + (rid + 3) + "' sid='" + sid + "'", "");
    scene.pump();

    // Then
    assertThat(received(connection) + received(other)).contains("item-not-found");
    bob.send("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
    assertThat(bob.channel.isOpen()).isTrue();
  }
}
