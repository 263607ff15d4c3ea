package org.godwit.it.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqlast.LastActivityManager;
import org.jivesoftware.smackx.iqprivate.PrivateDataManager;
import org.jivesoftware.smackx.iqprivate.packet.DefaultPrivateData;
import org.jivesoftware.smackx.iqversion.VersionManager;
import org.jivesoftware.smackx.time.EntityTimeManager;
import org.jivesoftware.smackx.usertune.UserTuneManager;
import org.jivesoftware.smackx.usertune.element.UserTuneElement;
import org.jivesoftware.smackx.vcardtemp.VCardManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

@Runs(on = Backend.EMBEDDED)
class ModuleTests {

  private final GodwitServer server;
  private final String user = "modules-" + UUID.randomUUID().toString().substring(0, 8);

  ModuleTests(GodwitServer server) {
    this.server = server;
  }

  // XEP-0030, XEP-0092, XEP-0202, XEP-0012, and XEP-0223, section 5.
  @Test
  void serverTellsWhatItIs() throws Exception {
    // Given
    DomainBareJid domain = JidCreate.domainBareFrom(ChatClient.DOMAIN);
    try (ChatClient client = ChatClient.registered(server, user)) {
      // When
      DiscoverInfo info =
          ServiceDiscoveryManager.getInstanceFor(client.smack()).discoverInfo(domain);

      // Then
      assertThat(info.hasIdentity("server", "im")).isTrue();
      assertThat(info.containsFeature("jabber:iq:version")).isTrue();
      assertThat(info.hasIdentity("pubsub", "pep")).isTrue();
      assertThat(info.containsFeature("http://jabber.org/protocol/pubsub#publish-options"))
          .isTrue();
      assertThat(info.containsFeature("http://jabber.org/protocol/pubsub#publish")).isFalse();
      assertThat(VersionManager.getInstanceFor(client.smack()).getVersion(domain).getName())
          .isEqualTo("Godwit");
      assertThat(EntityTimeManager.getInstanceFor(client.smack()).getTime(domain).getTime())
          .isNotNull();
      assertThat(
              LastActivityManager.getInstanceFor(client.smack())
                  .getLastActivity(domain)
                  .getIdleTime())
          .isNotNegative();
    }
  }

  // XEP-0115, section 6.3, and XEP-0390, section 5.2: what the stream says is what disco#info says.
  @Test
  void capabilitiesInStreamFeaturesAreThoseOfTheServer() throws Exception {
    // Given
    ChatClient.register(server, user);
    try (RawStream stream = RawStream.authenticated(server, user)) {
      stream.send(RawStream.HEADER);

      // When
      String features = stream.expect("</stream:features>");
      String node =
          features.replaceFirst(
              "(?s).*<c xmlns=\"http://jabber.org/protocol/caps\"([^>]*)>.*", "$1");
      String ver = node.replaceFirst("(?s).* ver=\"([^\"]*)\".*", "$1");
      String sha256 = features.replaceFirst("(?s).*algo=\"sha-256\">([^<]*)</hash>.*", "$1");
      stream.send(RawStream.bind("desk"));
      stream.expect("</iq>");

      // Then
      for (String each :
          List.of(
              node.replaceFirst("(?s).* node=\"([^\"]*)\".*", "$1") + '#' + ver,
              "urn:xmpp:caps#sha-256." + sha256)) {
        stream.send(
            "<iq type='get' id='d' to='localhost'>"
                + "<query xmlns='http://jabber.org/protocol/disco#info' node='"
                + each
                + "'/></iq>");
        assertThat(stream.expect("</iq>")).contains("type=\"result\"", "category=\"server\"");
      }
    }
  }

  // XEP-0402, section 5.3, and XEP-0411: one client knows private XML alone, the other PEP.
  @Test
  void bookmarkOfAnOldClientIsOneOfANewClient() throws Exception {
    // Given
    ChatClient.register(server, user);
    try (RawStream old = RawStream.bound(server, user, "old");
        RawStream young = RawStream.bound(server, user, "young")) {
      // When
      old.send(
          "<iq type='set' id='s'><query xmlns='jabber:iq:private'>"
              + "<storage xmlns='storage:bookmarks'>"
              + "<conference jid='play@muc.localhost' name='The Play' autojoin='true'/>"
              + "</storage></query></iq>");
      assertThat(old.expect("/>")).contains("type=\"result\"");
      young.send(
          "<iq type='get' id='g'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
              + "<items node='urn:xmpp:bookmarks:1'/></pubsub></iq>");

      // Then
      assertThat(young.expect("</iq>"))
          .contains(
              "<item id=\"play@muc.localhost\"><conference xmlns=\"urn:xmpp:bookmarks:1\""
                  + " name=\"The Play\" autojoin=\"true\"/>");

      // When
      young.send(
          "<iq type='set' id='r'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
              + "<retract node='urn:xmpp:bookmarks:1'><item id='play@muc.localhost'/></retract>"
              + "</pubsub></iq>");
      young.expect("id=\"r\"");
      old.send(
          "<iq type='get' id='p'><query xmlns='jabber:iq:private'>"
              + "<storage xmlns='storage:bookmarks'/></query></iq>");

      // Then
      assertThat(old.expect("</iq>"))
          .contains("<storage xmlns=\"storage:bookmarks\"/>")
          .doesNotContain("play@muc.localhost");
    }
  }

  // RFC 6121, section 4.3.2, and XEP-0203.
  @Test
  void probeOfAContactThatHasGoneIsAnsweredWithTheTime() throws Exception {
    // Given
    String other = user + "-b";
    ChatClient.register(server, user);
    ChatClient.register(server, other);
    try (RawStream alice = RawStream.bound(server, user, "desk")) {
      try (RawStream bob = RawStream.bound(server, other, "desk")) {
        alice.send("<presence/>");
        bob.send("<presence/>");
        alice.send("<presence type='subscribe' to='" + other + "@localhost'/>");
        bob.expect("type=\"subscribe\"");
        bob.send("<presence type='subscribed' to='" + user + "@localhost'/>");
        alice.expect("from=\"" + other + "@localhost/desk\"");
        bob.send("</stream:stream>");
        bob.expect("</stream:stream>");
      }
      alice.expect("type=\"unavailable\"");

      // When
      alice.send("<presence type='unavailable'/><presence/>");

      // Then
      assertThat(alice.expect("</presence>"))
          .contains(
              "<presence type=\"unavailable\" from=\"" + other + "@localhost\"",
              "<delay xmlns=\"urn:xmpp:delay\"");
    }
  }

  // XEP-0136, section 7, over the archive of XEP-0313.
  @Test
  void archiveIsReadAsCollections() throws Exception {
    // Given
    String other = user + "-b";
    ChatClient.register(server, user);
    ChatClient.register(server, other);
    try (RawStream alice = RawStream.bound(server, user, "desk")) {
      alice.send("<message type='chat' to='" + other + "@localhost'><body>hi</body></message>");

      // When
      alice.send("<iq type='get' id='l'><list xmlns='urn:xmpp:archive'/></iq>");
      String list = alice.expect("</iq>");
      String start = list.replaceFirst("(?s).* start=\"([^\"]*)\".*", "$1");
      alice.send(
          "<iq type='get' id='c'><retrieve xmlns='urn:xmpp:archive' with='"
              + other
              + "@localhost' start='"
              + start
              + "'/></iq>");

      // Then
      assertThat(alice.expect("</iq>"))
          .contains("<to secs=\"0\"><body>hi</body>", "<count>1</count>");
    }
  }

  // XEP-0054.
  @Test
  void vcardIsReadByOthers() throws Exception {
    // Given
    String other = user + "-b";
    try (ChatClient alice = ChatClient.registered(server, user);
        ChatClient bob = ChatClient.registered(server, other)) {
      VCard card = new VCard();
      card.setFirstName("Alice");
      card.setNickName("al");

      // When
      VCardManager.getInstanceFor(alice.smack()).saveVCard(card);

      // Then
      assertThat(
              VCardManager.getInstanceFor(bob.smack())
                  .loadVCard(alice.jid().asEntityBareJid())
                  .getNickName())
          .isEqualTo("al");
      assertThatThrownBy(
              () -> VCardManager.getInstanceFor(bob.smack()).loadVCard(bob.jid().asEntityBareJid()))
          .isInstanceOfSatisfying(
              XMPPErrorException.class,
              e ->
                  assertThat(e.getStanzaError().getCondition())
                      .isEqualTo(Condition.item_not_found));
    }
  }

  // XEP-0292, sections 4.1 and 7; XEP-0222: who publishes says that everybody may read it.
  @Test
  void vcard4IsReadByStrangersAndAnnounced() throws Exception {
    // Given
    String other = user + "-b";
    ChatClient.register(server, user);
    ChatClient.register(server, other);
    try (RawStream alice = RawStream.bound(server, user, "desk");
        RawStream bob = RawStream.bound(server, other, "desk")) {
      alice.send(
          "<iq type='set' id='p'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
              + "<publish node='urn:xmpp:vcard4'><item id='current'>"
              + "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'><fn><text>Alice</text></fn></vcard>"
              + "</item></publish><publish-options><x xmlns='jabber:x:data' type='submit'>"
              + "<field var='FORM_TYPE' type='hidden'>"
              + "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
              + "<field var='pubsub#access_model'><value>open</value></field>"
              + "</x></publish-options></pubsub></iq>");
      assertThat(alice.expect("</iq>")).contains("type=\"result\"", "current");

      // When
      bob.send(
          "<iq type='get' id='v' to='"
              + user
              + "@localhost'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
              + "<items node='urn:xmpp:vcard4'/></pubsub></iq>");
      String vcard = bob.expect("</iq>");
      bob.send(
          "<iq type='get' id='d' to='localhost'>"
              + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");

      // Then
      assertThat(vcard).contains("<fn><text>Alice</text></fn>");
      assertThat(bob.expect("</iq>")).contains("urn:ietf:params:xml:ns:vcard-4.0");
    }
  }

  // XEP-0049.
  @Test
  void privateDataSurvivesTheSession() throws Exception {
    // Given
    try (ChatClient client = ChatClient.registered(server, user)) {
      DefaultPrivateData data = new DefaultPrivateData("exodus", "exodus:prefs");
      data.setValue("defaultnick", "Hamlet");

      // When
      PrivateDataManager.getInstanceFor(client.smack()).setPrivateData(data);
    }

    // Then
    try (ChatClient client = ChatClient.online(server, user)) {
      DefaultPrivateData data =
          (DefaultPrivateData)
              PrivateDataManager.getInstanceFor(client.smack())
                  .getPrivateData("exodus", "exodus:prefs");
      assertThat(data.getValue("defaultnick")).isEqualTo("Hamlet");
    }
  }

  // XEP-0163, section 4.3, by Smack's capabilities.
  @Test
  void otherResourceThatListensHearsTheTune() throws Exception {
    // Given
    BlockingQueue<UserTuneElement> heard = new LinkedBlockingQueue<>();
    ChatClient.register(server, user);
    try (ChatClient listener = ChatClient.of(server, "listener").connect().login(user);
        ChatClient player = ChatClient.online(server, user)) {
      UserTuneManager.getInstanceFor(listener.smack())
          .addUserTuneListener((jid, tune, id, message) -> heard.add(tune));
      listener.available();
      assertThat(
              ServiceDiscoveryManager.getInstanceFor(player.smack())
                  .discoverInfo(player.jid().asBareJid())
                  .hasIdentity("pubsub", "pep"))
          .isTrue();

      // When
      UserTuneManager.getInstanceFor(player.smack())
          .publishUserTune(
              UserTuneElement.getBuilder()
                  .setTitle("Heart of the Sunrise")
                  .setUri(URI.create("http://www.yesworld.com/"))
                  .build());

      // Then
      UserTuneElement tune = heard.poll(ChatClient.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(Objects.requireNonNull(tune).getTitle()).isEqualTo("Heart of the Sunrise");
    }
  }

  // XEP-0163, section 4.3.4, and XEP-0402: what was published before comes with presence.
  @Test
  void resourceThatComesLaterGetsTheLastItem() throws Exception {
    // Given
    ChatClient.register(server, user);
    try (RawStream first = RawStream.bound(server, user, "first")) {
      first.send(
          "<iq type='set' id='p1'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
              + "<publish node='urn:xmpp:test'><item id='one'><t xmlns='urn:t'>text</t></item>"
              + "</publish></pubsub></iq>");
      assertThat(first.expect("</iq>")).contains("type=\"result\"", "<item id=\"one\"/>");
    }

    // When
    try (RawStream later = RawStream.bound(server, user, "later")) {
      later.send(
          "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:client'"
              + " ver='not proven'/></presence>");
      String question = later.expect("</iq>");
      assertThat(question).contains("disco#info", "node=\"urn:client#not proven\"");
      String id = question.replaceFirst("(?s).* id=\"([^\"]*)\".*", "$1");
      later.send(
          "<iq type='result' id='"
              + id
              + "' to='"
              + user
              + "@localhost'><query xmlns='http://jabber.org/protocol/disco#info'>"
              + "<feature var='urn:xmpp:test+notify'/></query></iq>");

      // Then
      assertThat(later.expect("</message>"))
          .contains("<item id=\"one\"><t xmlns=\"urn:t\">text</t></item>", "urn:xmpp:delay");
    }
  }

  // XEP-0163, section 4.3.1, by the roster.
  @Test
  void contactThatAsksForANodeIsNotified() throws Exception {
    // Given
    String other = user + "-b";
    ChatClient.register(server, user);
    ChatClient.register(server, other);
    try (RawStream alice = RawStream.bound(server, user, "desk");
        RawStream bob = RawStream.bound(server, other, "desk")) {
      alice.send("<presence/>");
      // RFC 6121, section 3.1.6: answers to subscriptions are for who has asked for the roster.
      bob.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
      bob.expect("id=\"r\"");
      bob.expect("</iq>");
      bob.send(
          "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:client'"
              + " ver='neither'/></presence>");
      String id = bob.expect("</iq>").replaceFirst("(?s).* id=\"([^\"]*)\".*", "$1");
      bob.send(
          "<iq type='result' id='"
              + id
              + "' to='"
              + other
              + "@localhost'><query xmlns='http://jabber.org/protocol/disco#info'>"
              + "<feature var='urn:xmpp:test+notify'/></query></iq>");
      bob.send("<presence type='subscribe' to='" + user + "@localhost'/>");
      alice.expect("type=\"subscribe\"");
      alice.send("<presence type='subscribed' to='" + other + "@localhost'/>");
      bob.expect("type=\"subscribed\"");

      // When
      alice.send(
          "<iq type='set' id='p1'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
              + "<publish node='urn:xmpp:test'><item id='one'><t xmlns='urn:t'>text</t></item>"
              + "</publish></pubsub></iq>");

      // Then
      assertThat(bob.expect("</message>"))
          .contains(
              "from=\"" + user + "@localhost\"",
              "<item id=\"one\"><t xmlns=\"urn:t\">text</t></item>");
    }
  }
}
