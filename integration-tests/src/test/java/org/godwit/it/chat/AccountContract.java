package org.godwit.it.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.godwit.it.client.ChatClient;
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
