package org.godwit.it.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.godwit.it.client.AdminApi;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.GodwitServer;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.iqregister.AccountManager;
import org.junit.jupiter.api.Test;

/** What a client may do to its account (XEP-0077), whatever the server keeps its data on. */
abstract class AccountContract {

  private final GodwitServer server;

  AccountContract(GodwitServer server) {
    this.server = server;
  }

  @Test
  void nameThatIsTakenCannotBeRegisteredAgain() throws Exception {
    // Given
    String user = ChatContract.name("taken");
    ChatClient.register(server, user);

    // Then
    assertThatThrownBy(() -> ChatClient.register(server, user))
        .isInstanceOfSatisfying(
            XMPPErrorException.class,
            e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(Condition.conflict));
  }

  @Test
  void changedPasswordIsTheOnlyOneThatLogsIn() throws Exception {
    // Given
    String user = ChatContract.name("changes");
    try (ChatClient client = ChatClient.registered(server, user)) {
      // When
      AccountManager.getInstance(client.smack()).changePassword("a new one");
    }

    // Then
    try (ChatClient old = ChatClient.of(server, "r").connect()) {
      assertThatThrownBy(() -> old.login(user)).hasMessageContaining("not-authorized");
    }
    try (ChatClient changed = ChatClient.of(server, "r").connect().login(user, "a new one")) {
      assertThat(changed.ping()).isTrue();
    }
  }

  private static String ask(RawStream stream, String id, String payload) throws IOException {
    stream.send("<iq type='set' id='" + id + "'>" + payload + "</iq>");
    return stream.expect("id=\"" + id + "\"") + stream.expect(">");
  }

  /** Fills what services keep of {@code user}: each kind has one, and a message waits. */
  private void fill(String user, String friend) throws Exception {
    ChatClient.register(server, user);
    try (RawStream stream = RawStream.bound(server, user, "desk")) {
      ask(
          stream,
          "r",
          "<query xmlns='jabber:iq:roster'><item jid='friend@localhost' name='Fr&amp;end'/></query>");
      ask(stream, "v", "<vCard xmlns='vcard-temp'><FN>Al</FN></vCard>");
      ask(
          stream,
          "p",
          "<query xmlns='jabber:iq:private'><prefs xmlns='test:prefs'>dark</prefs></query>");
      ask(
          stream,
          "e",
          "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='test:node'>"
              + "<item id='one'><thing xmlns='test:node'>1</thing></item></publish></pubsub>");
      ask(
          stream,
          "b",
          "<block xmlns='urn:xmpp:blocking'><item jid='spam@elsewhere.example'/></block>");
    }
    try (ChatClient sender = ChatClient.registered(server, friend)) {
      sender.send(user + "@localhost", "you are away");
      assertThat(sender.ping()).isTrue();
    }
  }

  @Test
  void exportHasWhatTheServicesKeep() throws Exception {
    // Given
    String user = ChatContract.name("exported");
    fill(user, ChatContract.name("friend"));
    try (AdminApi api = new AdminApi(server)) {
      String path = "/accounts/" + user + "@localhost/export?credentials=true";
      // What the owner has not written yet is not in it.
      await()
          .atMost(ChatClient.LIMIT)
          .until(() -> api.send("GET", path, null).body().contains("you are away"));

      // When
      String document = api.send("GET", path, null).body();

      // Then: XEP-0227, sections 4.3 to 4.8 and 4.10.
      assertThat(document)
          .contains(
              "<user name=\"" + user + "\">",
              "mechanism=\"SCRAM-SHA-256\"",
              "jid=\"friend@localhost\"",
              "name=\"Fr&amp;end\"",
              "<vCard xmlns=\"vcard-temp\"><FN>Al</FN></vCard>",
              "<query xmlns=\"jabber:iq:private\"><prefs xmlns=\"test:prefs\">dark</prefs></query>",
              "<configure node=\"test:node\">",
              "<items node=\"test:node\"><item id=\"one\">",
              "<offline-messages>",
              "urn:xmpp:delay",
              "spam@elsewhere.example");
    }
  }

  @Test
  void erasureReportsWhatIsGone() throws Exception {
    // Given
    String user = ChatContract.name("erased");
    fill(user, ChatContract.name("friend"));
    String path = "/accounts/" + user + "@localhost";
    try (AdminApi api = new AdminApi(server)) {
      await()
          .atMost(ChatClient.LIMIT)
          .until(() -> api.send("GET", path + "/export", null).body().contains("you are away"));

      // When
      String report = api.send("POST", path + "/erasure", null).body();

      // Then
      assertThat(report)
          .contains(
              "\"accountRemoved\":true",
              "\"complete\":true",
              "\"contacts\":1",
              "\"offlineMessages\":1",
              "\"privateElements\":1",
              "\"vcards\":1",
              "\"pepNodes\":1",
              "\"pepItems\":1",
              "\"privacyLists\":1");
      assertThat(api.status("GET", path, null)).isEqualTo(404);
    }
  }

  // XEP-0133, section 4.5: of a full JID only that session.
  @Test
  void administratorEndsOneOfTwoStreams() throws Exception {
    // Given
    String user = ChatContract.name("two");
    ChatClient.register(server, user);
    try (RawStream desk = RawStream.bound(server, user, "desk");
        RawStream phone = RawStream.bound(server, user, "phone");
        AdminApi api = new AdminApi(server)) {
      // When
      int status = api.status("DELETE", "/sessions/" + user + "@localhost?resource=phone", null);

      // Then
      assertThat(status).isEqualTo(202);
      assertThat(phone.expectClosed()).contains("policy-violation");
      desk.send("<iq type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>");
      assertThat(desk.expect("id=\"ping\"")).doesNotContain("stream:error");
    }
  }

  @Test
  void deletedAccountLogsInNoMore() throws Exception {
    // Given
    String user = ChatContract.name("leaves");
    try (ChatClient client = ChatClient.registered(server, user)) {
      // When
      AccountManager.getInstance(client.smack()).deleteAccount();
    }

    // Then
    try (ChatClient gone = ChatClient.of(server, "r").connect()) {
      assertThatThrownBy(() -> gone.login(user)).hasMessageContaining("not-authorized");
    }
  }
}
