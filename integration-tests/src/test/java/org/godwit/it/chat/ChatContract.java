package org.godwit.it.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.GodwitServer;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.delay.DelayInformationManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What two clients may expect of each other and of the server, whatever it keeps its data on. */
abstract class ChatContract {

  private final GodwitServer server;
  private final String alice = name("alice");
  private final String bob = name("bob");

  ChatContract(GodwitServer server) {
    this.server = server;
  }

  @BeforeEach
  void register() throws Exception {
    ChatClient.register(server, alice);
    ChatClient.register(server, bob);
  }

  @Test
  void messagesGoBothWaysInOrderToBareAndFullAddresses() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice);
        ChatClient b = ChatClient.online(server, bob)) {
      b.ping();

      // When
      for (int i = 0; i < 20; i++) {
        a.send(i % 2 == 0 ? bob + "@localhost" : b.jid().toString(), "to bob " + i);
      }
      List<String> got = bodies(b, 20);
      b.send(a.jid().toString(), "to alice");

      // Then
      assertThat(got).isEqualTo(numbered("to bob ", 20));
      Message answer = a.receive();
      assertThat(answer.getBody()).isEqualTo("to alice");
      assertThat(answer.getFrom().toString()).isEqualTo(b.jid().toString());
      assertThat(answer.getTo().toString()).isEqualTo(a.jid().toString());
    }
  }

  @Test
  void textArrivesAsItWasWritten() throws Exception {
    // Given
    String text = "<b>&amp; \"quotes\" 'n' 登陆 \uD83D\uDC26\n\tend";
    try (ChatClient a = ChatClient.online(server, alice);
        ChatClient b = ChatClient.online(server, bob)) {
      b.ping();

      // When
      a.send(bob + "@localhost", text);

      // Then
      assertThat(b.receiveBody()).isEqualTo(text);
    }
  }

  @Test
  void loginWorksWithEachMechanismOverTls() throws Exception {
    for (String mechanism : List.of("SCRAM-SHA-1", "PLAIN")) {
      // When
      try (ChatClient a = ChatClient.of(server, "r", mechanism).connect().login(alice)) {
        // Then
        assertThat(a.jid().toString()).isEqualTo(alice + "@localhost/r");
        assertThat(a.ping()).isTrue();
      }
    }
  }

  @Test
  void wrongPasswordIsRefused() throws Exception {
    // Given
    try (ChatClient a = ChatClient.of(server, "r").connect()) {
      // Then
      assertThatThrownBy(() -> a.login(alice, "wrong")).hasMessageContaining("not-authorized");
    }
  }

  @Test
  void sameResourceAgainEndsTheOlderStreamWithConflict() throws Exception {
    // Given
    try (ChatClient first = ChatClient.online(server, alice)) {
      first.ping();

      // When
      try (ChatClient second = ChatClient.online(server, alice)) {
        // Then
        org.awaitility.Awaitility.await()
            .atMost(ChatClient.LIMIT)
            .until(() -> !first.closings().isEmpty());
        assertThat(first.closings().getFirst()).hasMessageContaining("conflict");
        assertThat(second.ping()).isTrue();
      }
    }
  }

  @Test
  void messagesForAnOfflineAccountArriveAtTheNextLoginInOrderWithTheirTime() throws Exception {
    // Given
    int count = 60;
    try (ChatClient a = ChatClient.online(server, alice)) {
      for (int i = 0; i < count; i++) {
        a.send(bob + "@localhost", "offline " + i);
      }
      a.ping();
    }

    // When
    List<Message> got = new ArrayList<>();
    try (ChatClient b = ChatClient.online(server, bob)) {
      for (int i = 0; i < count; i++) {
        got.add(b.receive());
      }
      b.ping();
      assertThat(b.hasMessage()).isFalse();
    }

    // Then
    assertThat(got.stream().map(Message::getBody).toList()).isEqualTo(numbered("offline ", count));
    assertThat(got).allMatch(message -> DelayInformationManager.getDelayTimestamp(message) != null);
    assertDeliveredOnce();
  }

  private void assertDeliveredOnce() throws Exception {
    try (ChatClient b = ChatClient.online(server, bob)) {
      b.ping();
      assertThat(b.ping()).isTrue();
      assertThat(b.hasMessage()).isFalse();
    }
  }

  @Test
  void messageToAnUnknownAccountComesBackAsServiceUnavailable() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice)) {
      // When
      a.send(name("nobody") + "@localhost", "hello?");

      // Then
      Message answer = a.receive();
      assertThat(answer.getType()).isEqualTo(Message.Type.error);
      assertThat(answer.getError().getCondition()).isEqualTo(Condition.service_unavailable);
    }
  }

  @Test
  void iqThatNobodyKnowsIsAnsweredWithServiceUnavailable() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice)) {
      VCard unknown = new VCard();
      unknown.setTo(JidCreate.from("localhost"));

      // Then
      assertThatThrownBy(() -> a.smack().sendIqRequestAndWaitForResponse(unknown))
          .isInstanceOfSatisfying(
              XMPPErrorException.class,
              e ->
                  assertThat(e.getStanzaError().getCondition())
                      .isEqualTo(Condition.service_unavailable));
    }
  }

  @Test
  void clientsPingEachOtherAndTheServer() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice);
        ChatClient b = ChatClient.online(server, bob)) {
      b.ping();

      // When
      boolean answered = PingManager.getInstanceFor(a.smack()).ping(b.jid());

      // Then
      assertThat(answered).isTrue();
      assertThat(a.ping()).isTrue();
    }
  }

  @Test
  void discoFindsTheServerAndItsServices() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice)) {
      ServiceDiscoveryManager disco = ServiceDiscoveryManager.getInstanceFor(a.smack());
      DomainBareJid domain = JidCreate.domainBareFrom("localhost");

      // When
      DiscoverInfo info = disco.discoverInfo(domain);
      DiscoverItems items = disco.discoverItems(domain);
      DiscoverInfo rooms = disco.discoverInfo(JidCreate.from("muc.localhost"));
      DiscoverInfo channels = disco.discoverInfo(JidCreate.from("channel.localhost"));

      // Then
      assertThat(info.hasIdentity("server", "im")).isTrue();
      assertThat(info.containsFeature("urn:xmpp:ping")).isTrue();
      assertThat(info.containsFeature("http://jabber.org/protocol/disco#info")).isTrue();
      assertThat(items.getItems().stream().map(item -> item.getEntityID().toString()).toList())
          .contains("muc.localhost", "channel.localhost");
      assertThat(rooms.hasIdentity("conference", "text")).isTrue();
      assertThat(channels.hasIdentity("component", "generic")).isTrue();
    }
  }

  @Test
  void channelsSayWhatTheyDoNotDoYet() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice)) {
      for (String to : List.of("news@channel.localhost")) {
        // When
        a.send(to, "hello?");

        // Then
        Message answer = a.receive();
        assertThat(answer.getFrom().toString()).isEqualTo(to);
        assertThat(answer.getError().getCondition()).isEqualTo(Condition.feature_not_implemented);
      }
    }
  }

  static String name(String prefix) {
    return prefix + '-' + UUID.randomUUID().toString().substring(0, 8);
  }

  static List<String> bodies(ChatClient client, int count) throws InterruptedException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bodies.add(client.receiveBody());
    }
    return bodies;
  }

  static List<String> numbered(String prefix, int count) {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bodies.add(prefix + i);
    }
    return bodies;
  }
}
