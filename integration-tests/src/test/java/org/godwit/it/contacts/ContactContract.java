package org.godwit.it.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.GodwitServer;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.Roster.SubscriptionMode;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smackx.blocking.BlockingCommandManager;
import org.jivesoftware.smackx.privacy.PrivacyListManager;
import org.jivesoftware.smackx.privacy.packet.PrivacyItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What clients may expect of rosters, presence and blocking, whatever the server's database. */
abstract class ContactContract {

  private final GodwitServer server;
  private final String alice = name("alice");
  private final String bob = name("bob");
  private final BareJid aliceJid = JidCreate.entityBareFromOrThrowUnchecked(alice + "@localhost");
  private final BareJid bobJid = JidCreate.entityBareFromOrThrowUnchecked(bob + "@localhost");

  ContactContract(GodwitServer server) {
    this.server = server;
  }

  private static String name(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @BeforeEach
  void register() throws Exception {
    ChatClient.register(server, alice);
    ChatClient.register(server, bob);
  }

  private ChatClient online(String user, String resource, SubscriptionMode mode) throws Exception {
    ChatClient client = ChatClient.of(server, resource);
    Roster roster = Roster.getInstanceFor(client.smack());
    roster.setRosterLoadedAtLogin(true);
    roster.setSubscriptionMode(mode);
    client.connect().login(user).available();
    await().atMost(ChatClient.LIMIT).until(roster::isLoaded);
    return client;
  }

  private static Roster roster(ChatClient client) {
    return Roster.getInstanceFor(client.smack());
  }

  /** Lets each see the other. */
  private void befriend(ChatClient a, ChatClient b) throws Exception {
    roster(a).createItemAndRequestSubscription(bobJid, "Bob", new String[] {"Friends"});
    roster(b).sendSubscriptionRequest(aliceJid);
    await()
        .atMost(ChatClient.LIMIT)
        .untilAsserted(() -> {
          assertThat(typeOf(roster(a), bobJid)).isEqualTo(ItemType.both);
          assertThat(typeOf(roster(b), aliceJid)).isEqualTo(ItemType.both);
        });
  }

  private static ItemType typeOf(Roster roster, BareJid contact) {
    RosterEntry entry = roster.getEntry(contact);
    return entry == null ? ItemType.remove : entry.getType();
  }

  @Test
  void contactsSeeEachOtherComeChangeAndGo() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone", SubscriptionMode.accept_all)) {
      try (ChatClient b = online(bob, "desk", SubscriptionMode.accept_all)) {
        // When
        befriend(a, b);
        await().atMost(ChatClient.LIMIT).until(() -> roster(a).getPresence(bobJid).isAvailable());
        b.smack()
            .sendStanza(
                b.smack()
                    .getStanzaFactory()
                    .buildPresenceStanza()
                    .setMode(Presence.Mode.dnd)
                    .setStatus("busy")
                    .build());

        // Then
        await()
            .atMost(ChatClient.LIMIT)
            .until(() -> "busy".equals(roster(a).getPresence(bobJid).getStatus()));
      }
      await().atMost(ChatClient.LIMIT).until(() -> !roster(a).getPresence(bobJid).isAvailable());

      // When he comes again, each sees the other by a probe and a broadcast.
      try (ChatClient again = online(bob, "desk", SubscriptionMode.accept_all)) {
        await().atMost(ChatClient.LIMIT).until(() -> roster(a).getPresence(bobJid).isAvailable());
        await()
            .atMost(ChatClient.LIMIT)
            .until(() -> roster(again).getPresence(aliceJid).isAvailable());
      }
    }
  }

  // docs/contacts.md: what a business system sets is pushed to clients that are online.
  @Test
  void aContactThatRestSetsIsSeenAtOnce() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone", SubscriptionMode.manual);
        ChatClient b = online(bob, "desk", SubscriptionMode.manual)) {
      // When
      int first = rest("PUT", alice, bob, "{\"name\":\"Bob\",\"groups\":[\"Team\"]}");
      int second = rest("PUT", bob, alice, "{\"name\":\"Alice\"}");

      // Then
      assertThat(List.of(first, second)).containsExactly(202, 202);
      await().atMost(ChatClient.LIMIT).until(() -> roster(a).getPresence(bobJid).isAvailable());
      await().atMost(ChatClient.LIMIT).until(() -> roster(b).getPresence(aliceJid).isAvailable());
      assertThat(typeOf(roster(a), bobJid)).isEqualTo(ItemType.both);
      assertThat(roster(a).getEntry(bobJid).getName()).isEqualTo("Bob");

      // When
      int removed = rest("DELETE", alice, bob, "");

      // Then
      assertThat(removed).isEqualTo(202);
      await().atMost(ChatClient.LIMIT).until(() -> roster(a).getEntry(bobJid) == null);
      assertThat(rest("GET", alice, bob, "")).isEqualTo(404);
    }
  }

  private int rest(String method, String owner, String contact, String body) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + server.ports().front()
                + "/api/v1/rosters/"
                + owner
                + "@localhost/contacts/"
                + contact
                + "@localhost");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(uri)
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void aRosterIsTheSameForEachResourceAndAfterwards() throws Exception {
    // Given
    try (ChatClient phone = online(alice, "phone", SubscriptionMode.manual);
        ChatClient tablet = online(alice, "tablet", SubscriptionMode.manual)) {
      // When
      roster(phone).createItem(bobJid, "Bobby", new String[] {"Work", "Friends"});

      // Then
      await().atMost(ChatClient.LIMIT).until(() -> roster(tablet).getEntry(bobJid) != null);
      assertThat(roster(tablet).getEntry(bobJid).getName()).isEqualTo("Bobby");
    }
    try (ChatClient later = online(alice, "later", SubscriptionMode.manual)) {
      RosterEntry entry = roster(later).getEntry(bobJid);
      assertThat(entry.getName()).isEqualTo("Bobby");
      assertThat(entry.getGroups()).hasSize(2);

      // When
      roster(later).removeEntry(entry);

      // Then
      await().atMost(ChatClient.LIMIT).until(() -> roster(later).getEntry(bobJid) == null);
    }
    try (ChatClient last = online(alice, "last", SubscriptionMode.manual)) {
      assertThat(roster(last).getEntries()).isEmpty();
    }
  }

  @Test
  void aRequestWaitsForAContactWhoIsOffline() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone", SubscriptionMode.manual)) {
      roster(a).sendSubscriptionRequest(bobJid);
      await()
          .atMost(ChatClient.LIMIT)
          .until(() ->
              roster(a).getEntry(bobJid) != null
                  && roster(a).getEntry(bobJid).isSubscriptionPending());

      // When
      try (ChatClient b = online(bob, "desk", SubscriptionMode.accept_all)) {
        assertThat(b.ping()).isTrue();

        // Then
        await().atMost(ChatClient.LIMIT).until(() -> typeOf(roster(a), bobJid) == ItemType.to);
        await().atMost(ChatClient.LIMIT).until(() -> roster(a).getPresence(bobJid).isAvailable());
      }
    }
  }

  @Test
  void whoIsBlockedIsShutOutBothWaysUntilHeIsUnblocked() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone", SubscriptionMode.accept_all);
        ChatClient b = online(bob, "desk", SubscriptionMode.accept_all)) {
      befriend(a, b);
      await().atMost(ChatClient.LIMIT).until(() -> roster(b).getPresence(aliceJid).isAvailable());
      BlockingCommandManager blocking = BlockingCommandManager.getInstanceFor(a.smack());
      assertThat(blocking.isSupportedByServer()).isTrue();

      // When
      blocking.blockContacts(List.of(bobJid));

      // Then
      assertThat(blocking.getBlockList()).containsExactly(bobJid);
      await().atMost(ChatClient.LIMIT).until(() -> !roster(b).getPresence(aliceJid).isAvailable());
      b.send(aliceJid.toString(), "hello?");
      assertThat(b.receive().getError().getCondition()).isEqualTo(Condition.service_unavailable);
      a.send(bobJid.toString(), "hello");
      Message refused = a.receive();
      assertThat(refused.getError().getCondition()).isEqualTo(Condition.not_acceptable);
      assertThat(refused.getError().toXML().toString()).contains("urn:xmpp:blocking:errors");

      // When
      blocking.unblockAll();

      // Then
      await().atMost(ChatClient.LIMIT).until(() -> roster(b).getPresence(aliceJid).isAvailable());
      b.send(aliceJid.toString(), "again");
      assertThat(a.receiveBody()).isEqualTo("again");
      a.send(bobJid.toString(), "me too");
      assertThat(b.receiveBody()).isEqualTo("me too");
    }
  }

  @Test
  void aPrivacyListIsKeptAndApplies() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone", SubscriptionMode.manual);
        ChatClient b = online(bob, "desk", SubscriptionMode.manual)) {
      PrivacyListManager lists = PrivacyListManager.getInstanceFor(a.smack());

      // When
      lists.createPrivacyList(
          "strangers",
          List.of(
              new PrivacyItem(
                  PrivacyItem.Type.subscription, PrivacyItem.SUBSCRIPTION_NONE, false, 1)));
      lists.setDefaultListName("strangers");
      b.send(aliceJid.toString(), "buy this");

      // Then
      assertThat(b.receive().getError().getCondition()).isEqualTo(Condition.service_unavailable);
      assertThat(lists.getDefaultList().getName()).isEqualTo("strangers");
      assertThatThrownBy(() -> lists.getPrivacyList("nobody"))
          .isInstanceOfSatisfying(
              XMPPErrorException.class,
              e ->
                  assertThat(e.getStanzaError().getCondition())
                      .isEqualTo(Condition.item_not_found));
    }
  }
}
