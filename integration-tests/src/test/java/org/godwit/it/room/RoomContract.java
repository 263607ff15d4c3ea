package org.godwit.it.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.GodwitServer;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.ParticipantStatusListener;
import org.jivesoftware.smackx.xdata.form.FillableForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** What clients may expect of rooms (XEP-0045), whatever the server keeps its data on. */
abstract class RoomContract {

  private final GodwitServer server;
  private final String alice = name("alice");
  private final String bob = name("bob");
  private final String roomName = name("room");

  RoomContract(GodwitServer server) {
    this.server = server;
  }

  @BeforeEach
  void register() throws Exception {
    BareElementProvider.register();
    ChatClient.register(server, alice);
    ChatClient.register(server, bob);
  }

  @Test
  void twoOccupantsSeeEachOthersPresenceAndMessagesInOneOrder() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice);
        ChatClient b = ChatClient.online(server, bob)) {
      MultiUserChat ofAlice = room(a);
      MultiUserChat ofBob = room(b);
      ofAlice.create(Resourcepart.from("alice")).makeInstant();
      ofBob.join(Resourcepart.from("bob"));
      BlockingQueue<Message> gotByAlice = messages(ofAlice);
      BlockingQueue<Message> gotByBob = messages(ofBob);

      // When
      for (int i = 0; i < 10; i++) {
        (i % 2 == 0 ? ofAlice : ofBob).sendMessage("m" + i);
      }

      // Then
      List<String> order = bodies(gotByBob, 10);
      assertThat(bodies(gotByAlice, 10)).isEqualTo(order);
      assertThat(order)
          .containsExactlyInAnyOrder("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
      assertThat(ofBob.getOccupants().stream().map(each -> each.getResourcepart().toString()))
          .contains("alice", "bob");

      // When: section 7.14
      List<EntityFullJid> left = new CopyOnWriteArrayList<>();
      ofAlice.addParticipantStatusListener(
          new ParticipantStatusListener() {
            @Override
            public void left(EntityFullJid participant) {
              left.add(participant);
            }
          });
      ofBob.leave();

      // Then
      await().atMost(ChatClient.LIMIT).until(() -> !left.isEmpty());
      assertThat(left.getFirst().getResourcepart().toString()).isEqualTo("bob");
    }
  }

  @Test
  void persistentRoomIsListedAndKeepsMembersSubjectAndHistoryWhileNobodyIsThere() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice)) {
      MultiUserChat ofAlice = room(a);
      ofAlice.create(Resourcepart.from("alice"));
      configure(ofAlice, form -> form.setAnswer("muc#roomconfig_persistentroom", true));
      ofAlice.grantMembership(JidCreate.bareFrom(bob + "@localhost"));
      ofAlice.changeSubject("Fire Burn");
      BlockingQueue<Message> got = messages(ofAlice);
      ofAlice.sendMessage("before");
      bodies(got, 1);
      ofAlice.leave();
    }

    // When
    try (ChatClient b = ChatClient.online(server, bob)) {
      MultiUserChat ofBob = room(b);
      BlockingQueue<Message> got = messages(ofBob);
      ofBob.join(Resourcepart.from("bob"));

      // Then
      assertThat(bodies(got, 1)).containsExactly("before");
      await().atMost(ChatClient.LIMIT).until(() -> "Fire Burn".equals(ofBob.getSubject()));
      assertThat(ofBob.getOccupant(occupant("bob")).getAffiliation())
          .isEqualTo(MUCAffiliation.member);
      String address = roomJid().toString();
      assertThat(
              ServiceDiscoveryManager.getInstanceFor(b.smack())
                  .discoverItems(JidCreate.from("muc.localhost"))
                  .getItems())
          .anyMatch(item -> item.getEntityID().toString().equals(address));
    }
  }

  @Test
  void archiveOfTheRoomIsReadByPage() throws Exception {
    // Given
    try (ChatClient a = ChatClient.online(server, alice)) {
      MultiUserChat ofAlice = room(a);
      ofAlice.create(Resourcepart.from("alice")).makeInstant();
      BlockingQueue<Message> got = messages(ofAlice);
      for (int i = 0; i < 5; i++) {
        ofAlice.sendMessage("m" + i);
      }
      bodies(got, 5);

      // When: XEP-0313
      MamManager mam = MamManager.getInstanceFor(ofAlice);
      assertThat(mam.isSupported()).isTrue();
      MamManager.MamQuery page =
          mam.queryArchive(MamManager.MamQueryArgs.builder().setResultPageSizeTo(2).build());

      // Then
      assertThat(page.getMessages().stream().map(Message::getBody)).containsExactly("m0", "m1");
      assertThat(page.isComplete()).isFalse();
      assertThat(page.pageNext(9).stream().map(Message::getBody)).containsExactly("m2", "m3", "m4");
    }
  }

  private MultiUserChat room(ChatClient client) throws Exception {
    return MultiUserChatManager.getInstanceFor(client.smack()).getMultiUserChat(roomJid());
  }

  private static void configure(MultiUserChat room, Consumer<FillableForm> filling)
      throws Exception {
    FillableForm form = room.getConfigurationForm().getFillableForm();
    filling.accept(form);
    room.sendConfigurationForm(form);
  }

  private EntityBareJid roomJid() throws Exception {
    return JidCreate.entityBareFrom(roomName + "@muc.localhost");
  }

  private EntityFullJid occupant(String nick) throws Exception {
    return JidCreate.entityFullFrom(roomName + "@muc.localhost/" + nick);
  }

  private static BlockingQueue<Message> messages(MultiUserChat room) {
    BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    room.addMessageListener(message -> {
      if (message.getBody() != null) {
        messages.add(message);
      }
    });
    return messages;
  }

  private static List<String> bodies(BlockingQueue<Message> messages, int count)
      throws InterruptedException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Message message = messages.poll(ChatClient.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError("message " + i + " did not come; got " + bodies);
      }
      bodies.add(message.getBody());
    }
    return bodies;
  }

  private static String name(String prefix) {
    return prefix + '-' + UUID.randomUUID().toString().substring(0, 8);
  }
}
