package org.godwit.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.GodwitServer;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.carbons.CarbonManager;
import org.jivesoftware.smackx.carbons.packet.CarbonExtension;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.element.MamPrefsIQ;
import org.jivesoftware.smackx.mam.element.MamVersion;
import org.jivesoftware.smackx.sid.element.StanzaIdElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Carbons (XEP-0280) and archives (XEP-0313), whatever the server keeps its data on. */
abstract class ArchiveContract {

  private final GodwitServer server;
  private final String alice = name("alice");
  private final String bob = name("bob");

  ArchiveContract(GodwitServer server) {
    this.server = server;
  }

  private static String name(String prefix) {
    return prefix + '-' + UUID.randomUUID().toString().substring(0, 8);
  }

  private ChatClient online(String user, String resource) throws Exception {
    return ChatClient.of(server, resource).connect().login(user).available();
  }

  @BeforeEach
  void register() throws Exception {
    ChatClient.register(server, alice);
    ChatClient.register(server, bob);
  }

  @Test
  void xep0280BothSidesOfAConversationReachAllOfAUsersClients() throws Exception {
    // Given
    try (ChatClient phone = online(alice, "phone");
        ChatClient desk = online(alice, "desk");
        ChatClient b = online(bob, "x")) {
      CarbonManager carbons = CarbonManager.getInstanceFor(desk.smack());
      assertThat(carbons.isSupportedByServer()).isTrue();
      carbons.enableCarbons();
      phone.ping();
      b.ping();

      // When
      phone.send(b.jid().toString(), "out");
      assertThat(b.receiveBody()).isEqualTo("out");
      Message sent = desk.receive();
      b.send(phone.jid().toString(), "in");
      assertThat(phone.receiveBody()).isEqualTo("in");
      Message received = desk.receive();

      // Then
      CarbonExtension out = CarbonExtension.from(sent);
      assertThat(sent.getFrom().toString()).isEqualTo(alice + "@localhost");
      assertThat(out.getDirection()).isEqualTo(CarbonExtension.Direction.sent);
      assertThat(out.getForwarded().getForwardedStanza().getBody()).isEqualTo("out");
      CarbonExtension in = CarbonExtension.from(received);
      assertThat(in.getDirection()).isEqualTo(CarbonExtension.Direction.received);
      assertThat(in.getForwarded().getForwardedStanza().getBody()).isEqualTo("in");
      assertThat(in.getForwarded().getForwardedStanza().getExtension(StanzaIdElement.class))
          .isNotNull();

      // When
      carbons.disableCarbons();
      b.send(phone.jid().toString(), "unseen");
      assertThat(phone.receiveBody()).isEqualTo("unseen");
      desk.ping();

      // Then
      assertThat(desk.hasMessage()).isFalse();
    }
  }

  @Test
  void xep0313AClientPagesThroughItsArchive() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone");
        ChatClient b = online(bob, "x")) {
      b.ping();
      for (int i = 0; i < 5; i++) {
        a.send(bob + "@localhost", "m" + i);
        assertThat(b.receiveBody()).isEqualTo("m" + i);
      }
      b.send(alice + "@localhost", "answer");
      Message answer = a.receive();
      String answerId = StanzaIdElement.getStanzaId(answer).getId();

      // When
      MamManager mam = archiveOf(a);
      assertThat(mam.isSupported()).isTrue();
      MamManager.MamQuery query =
          mam.queryArchive(
              MamManager.MamQueryArgs.builder()
                  .limitResultsToJid(JidCreate.from(bob + "@localhost"))
                  .setResultPageSizeTo(4)
                  .build());
      List<String> bodies = new ArrayList<>();
      query.getMessages().forEach(message -> bodies.add(message.getBody()));
      boolean wholeAtOnce = query.isComplete();
      query.pageNext(4).forEach(message -> bodies.add(message.getBody()));

      // Then
      assertThat(bodies).containsExactly("m0", "m1", "m2", "m3", "m4", "answer");
      assertThat(wholeAtOnce).isFalse();
      assertThat(query.isComplete()).isTrue();
      assertThat(query.getPage().getMamFinIq().getRSMSet().getLast()).isEqualTo(answerId);

      // When
      MamManager.MamQuery last =
          archiveOf(b)
              .queryArchive(
                  MamManager.MamQueryArgs.builder().queryLastPage().setResultPageSizeTo(2).build());

      // Then
      assertThat(last.getMessages().stream().map(Message::getBody).toList())
          .containsExactly("m4", "answer");
    }
  }

  @Test
  void xep0441WhatAUserDoesNotWantIsNotArchived() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone");
        ChatClient b = online(bob, "x")) {
      MamManager mam = archiveOf(a);
      assertThat(mam.retrieveArchivingPreferences().mamPrefs.getDefault())
          .isEqualTo(MamPrefsIQ.DefaultBehavior.always);
      // Smack's own method cannot read the preferences that it has just asked for.
      a.smack()
          .sendIqRequestAndWaitForResponse(
              new MamPrefsIQ(MamVersion.MAM2, null, null, MamPrefsIQ.DefaultBehavior.never));

      // When
      b.send(a.jid().toString(), "secret");
      assertThat(a.receiveBody()).isEqualTo("secret");

      // Then
      assertThat(mam.queryArchive(MamManager.MamQueryArgs.builder().build()).getMessageCount())
          .isZero();
      assertThat(
              archiveOf(b)
                  .queryArchive(MamManager.MamQueryArgs.builder().build())
                  .getMessageCount())
          .isEqualTo(1);
    }
  }

  @Test
  void xep0359AMessageThatWaitedHasTheIdOfTheArchive() throws Exception {
    // Given
    try (ChatClient a = online(alice, "phone")) {
      a.send(bob + "@localhost", "while you were away");
      a.ping();
    }

    // When
    try (ChatClient b = online(bob, "x")) {
      Message waited = b.receive();

      // Then
      MamManager.MamQuery query =
          archiveOf(b).queryArchive(MamManager.MamQueryArgs.builder().build());
      assertThat(query.getMamResultExtensions().getFirst().getId())
          .isEqualTo(StanzaIdElement.getStanzaId(waited).getId());
    }
  }

  @Test
  void xep0313AClientReadsWhatItHasJustWritten() throws IOException {
    // Given
    try (RawStream stream = RawStream.bound(server, alice, "raw")) {
      // When
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        all.append("<message type='chat' to='")
            .append(bob)
            .append("@localhost'><body>w")
            .append(i)
            .append("</body></message>");
      }
      stream.send(all + "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2' queryid='f'/></iq>");
      String results = stream.expect("</iq>");
      stream.send("<iq type='get' id='m'><metadata xmlns='urn:xmpp:mam:2'/></iq>");
      String metadata = stream.expect("</metadata>");

      // Then
      for (int i = 0; i < 20; i++) {
        assertThat(results).contains("<body>w" + i + "</body>");
      }
      assertThat(results)
          .contains("queryid=\"f\"", "complete=\"true\"", "<count>20</count>", "index=\"0\"");
      assertThat(metadata).contains("<start id=", "<end id=", "timestamp=");
    }
  }

  /** Returns the archive of a client that knows that the server has one: Smack asks it first. */
  private static MamManager archiveOf(ChatClient client) throws Exception {
    MamManager mam = MamManager.getInstanceFor(client.smack());
    assertThat(mam.isSupported()).isTrue();
    return mam;
  }
}
