package org.godwit.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.GodwitProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * SIGKILL between send and receive. What the server acknowledged, by answering a ping that was sent
 * after it, is delivered once it is back, in order and without a gap.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledServerTests {

  private static final int BATCHES = 10;
  private static final int BATCH = 20;

  /** Makes the whole larger than the buffers between the server and a client that does not read. */
  private static final int PADDING = 32 * 1024;

  private static final Pattern NAME = Pattern.compile("\\bmessage \\d+(?= )");

  private GodwitProcess server;

  @BeforeAll
  void start() {
    server = GodwitProcess.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  @Order(1)
  void messagesForAnOfflineAccountSurvive() throws Exception {
    // Given
    ChatClient.register(server, "offline");
    List<String> confirmed;
    try (ChatClient sender = ChatClient.registered(server, "sender1")) {
      confirmed = sendConfirmed(sender, "offline@localhost");

      // When
      server.kill();
    }
    server.restart();

    // Then
    try (ChatClient receiver = ChatClient.online(server, "offline")) {
      assertThat(receiveUntilQuiet(receiver)).startsWith(confirmed.toArray(String[]::new));
    }
  }

  /**
   * Without stream management (XEP-0198) what was written to the socket counts as delivered, and
   * the client does read it before it sees the end; the rest must come after the next login.
   */
  @Test
  @Order(2)
  void messagesForAClientThatDoesNotReadAreReadFromTheSocketOrComeLater() throws Exception {
    // Given
    ChatClient.register(server, "deaf");
    List<String> confirmed;
    List<String> fromSocket;
    try (RawStream deaf = RawStream.bound(server, "deaf", "raw");
        ChatClient sender = ChatClient.registered(server, "sender2")) {
      deaf.send("<presence/><iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
      deaf.expect("id=\"p\"");
      confirmed = sendConfirmed(sender, "deaf@localhost", PADDING);

      // When
      server.kill();
      fromSocket = names(deaf.expectClosed());
    }
    server.restart();

    // Then
    List<String> later = new ArrayList<>();
    List<String> expected = names(String.join(" ", confirmed));
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(fromSocket);
    try (ChatClient again = ChatClient.online(server, "deaf")) {
      while (!later.containsAll(missing)) {
        later.addAll(names(again.receiveBody()));
      }
    }
    assertThat(missing).as("more than the buffers hold").isNotEmpty();
    assertThat(expected).startsWith(fromSocket.toArray(String[]::new));
    later.retainAll(missing);
    assertThat(later).containsExactlyElementsOf(missing);
  }

  @Test
  @Order(3)
  void accountsAndPasswordsSurvive() throws Exception {
    // Given
    ChatClient.register(server, "kept");

    // When
    server.kill();
    server.restart();

    // Then
    try (ChatClient client = ChatClient.online(server, "kept")) {
      assertThat(client.ping()).isTrue();
    }
  }

  @Test
  @Order(4)
  void terminationIsCleanAndQuick() throws Exception {
    // Given
    ChatClient client = ChatClient.registered(server, "witness");

    // When
    int code = server.terminate(Duration.ofSeconds(8));

    // Then
    assertThat(code).as(server.output()).isEqualTo(143);
    assertThat(server.data().resolve("standalone.pid")).doesNotExist();
    client.cut();
  }

  private static List<String> sendConfirmed(ChatClient sender, String to) throws Exception {
    return sendConfirmed(sender, to, 0);
  }

  private static List<String> sendConfirmed(ChatClient sender, String to, int padding)
      throws Exception {
    List<String> confirmed = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        String body = "message " + (batch * BATCH + i) + ' ' + "x".repeat(padding);
        sender.send(to, body);
        sent.add(body);
      }
      assertThat(sender.ping()).isTrue();
      confirmed.addAll(sent);
    }
    // Not confirmed: may be lost, may come.
    for (int i = 0; i < BATCH; i++) {
      sender.send(to, "unconfirmed " + i);
    }
    return confirmed;
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).toList();
  }

  /** The receiver's own ping is answered behind what was stored for it. */
  private static List<String> receiveUntilQuiet(ChatClient receiver) throws Exception {
    List<String> got = new ArrayList<>();
    while (got.size() < BATCHES * BATCH) {
      got.add(receiver.receiveBody());
    }
    assertThat(receiver.ping()).isTrue();
    while (receiver.hasMessage()) {
      got.add(receiver.receiveBody());
    }
    return got;
  }
}
