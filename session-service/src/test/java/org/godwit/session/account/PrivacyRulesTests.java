package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.session.roster.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0191 and XEP-0016 between two accounts. */
class PrivacyRulesTests {

  private static final String ALICE = "alice@localhost";
  private static final String BOB = "bob@localhost";
  private static final String PHONE = "alice@localhost/phone";
  private static final String TABLET = "alice@localhost/tablet";
  private static final String DESK = "bob@localhost/desk";
  private static final String BLOCK_BOB = block("<item jid='bob@localhost'/>");

  private final PresenceWorld world = new PresenceWorld();

  private static String block(String items) {
    return "<iq type='set' id='b'><block xmlns='urn:xmpp:blocking'>" + items + "</block></iq>";
  }

  private static String privacy(String type, String content) {
    return "<iq type='"
        + type
        + "' id='p'><query xmlns='jabber:iq:privacy'>"
        + content
        + "</query></iq>";
  }

  @Test
  void blocking32theListIsReadAndBlocking33pushedToThoseWhoHaveAskedForIt() {
    // Given
    world.online(PHONE, TABLET);
    world.send(TABLET, "<iq type='get' id='l'><blocklist xmlns='urn:xmpp:blocking'/></iq>");
    assertThat(world.read(TABLET))
        .containsExactly(
            "<iq to='alice@localhost/tablet' id='l' type='result' from='alice@localhost'>"
                + "<blocklist xmlns='urn:xmpp:blocking'/></iq>");

    // When
    world.send(PHONE, BLOCK_BOB);

    // Then
    assertThat(world.read(PHONE))
        .containsExactly(
            "<iq to='alice@localhost/phone' id='b' type='result' from='alice@localhost'/>");
    assertThat(world.read(TABLET))
        .hasSize(1)
        .first()
        .asString()
        .contains(
            "type='set'", "<block xmlns='urn:xmpp:blocking'><item jid='bob@localhost'/></block>");
    assertThat(world.profiles()).containsExactlyInAnyOrder(PHONE + " vetted", TABLET + " vetted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<item/>", "<item jid='@'/>"})
  void blocking33aBlockWithoutAJidIsABadRequest(String items) {
    // When
    world.online(PHONE).send(PHONE, block(items));

    // Then
    assertThat(world.read(PHONE)).hasSize(1).first().asString().contains("bad-request");
  }

  @Test
  void blocking33theBlockedContactSeesTheUserGoOfflineAndGetsNoPresence() {
    // Given
    world.friends(ALICE, BOB).online(PHONE, DESK);

    // When
    world.send(PHONE, BLOCK_BOB);
    List<String> atBlock = world.read(DESK);
    world.send(PHONE, "<presence><show>away</show></presence>");

    // Then
    assertThat(atBlock)
        .containsExactly(
            "<presence type='unavailable' from='alice@localhost/phone' to='bob@localhost'/>");
    assertThat(world.read(DESK)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "<message type='chat' to='alice@localhost' id='x'><body>hi</body></message>, true",
    "<message type='chat' to='alice@localhost/phone' id='x'><body>hi</body></message>, true",
    "<iq type='get' to='alice@localhost/phone' id='x'><q xmlns='y'/></iq>, true",
    "<iq type='result' to='alice@localhost/phone' id='x'/>, false",
    "<message type='error' to='alice@localhost/phone' id='x'/>, false",
    "<presence to='alice@localhost/phone'/>, false",
    "<presence type='subscribe' to='alice@localhost'/>, false",
    "<presence type='probe' to='alice@localhost'/>, false",
  })
  void blocking33whatABlockedContactSends(String stanza, boolean error) {
    // Given
    world.online(PHONE, DESK).send(PHONE, BLOCK_BOB).clear();

    // When: what a direct stream sends to another account comes there at once.
    if (stanza.startsWith("<presence")) {
      world.send(DESK, stanza);
    } else {
      world.direct(DESK, stanza);
    }

    // Then
    assertThat(world.read(PHONE)).isEmpty();
    assertThat(world.read(DESK).stream().filter(s -> s.contains("service-unavailable")).count())
        .isEqualTo(error ? 1 : 0);
  }

  @Test
  void blocking33whatIsSentToABlockedContactIsNotAcceptable() {
    // Given
    world.online(PHONE, DESK).send(PHONE, BLOCK_BOB).clear();

    // When
    world.send(PHONE, "<message type='chat' to='bob@localhost' id='m'><body>x</body></message>");

    // Then
    assertThat(world.read(DESK)).isEmpty();
    assertThat(world.read(PHONE))
        .hasSize(1)
        .first()
        .asString()
        .contains("not-acceptable", "<blocked xmlns='urn:xmpp:blocking:errors'/>");
  }

  @Test
  void blocking34and35unblockingShowsThePresenceAgain() {
    // Given
    world.friends(ALICE, BOB).online(PHONE, DESK).send(PHONE, BLOCK_BOB).clear();

    // When
    world.send(PHONE, "<iq type='set' id='u'><unblock xmlns='urn:xmpp:blocking'/></iq>");

    // Then
    assertThat(world.read(DESK))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("<presence")
        .contains(PHONE);
    assertThat(world.profiles()).last().isEqualTo(PHONE + " direct");
  }

  @Test
  void aBlockHoldsWithoutASessionAndForANewOwner() {
    // Given
    world.online(PHONE, DESK).send(PHONE, BLOCK_BOB).newOwner(ALICE).close(PHONE).clear();

    // When
    world.direct(
        DESK, "<message type='chat' to='alice@localhost' id='x'><body>hi</body></message>");

    // Then
    assertThat(world.read(DESK)).hasSize(1).first().asString().contains("service-unavailable");
  }

  @Test
  void lists23to25anActiveListNamesTheListsAndAppliesInsteadOfTheDefault() {
    // Given
    world.online(PHONE, DESK).send(PHONE, BLOCK_BOB);
    world.send(PHONE, privacy("set", "<list name='open'><item action='allow' order='1'/></list>"));
    world.send(PHONE, privacy("set", "<active name='open'/>"));
    world.clear();

    // When
    world.send(PHONE, privacy("get", ""));
    String names = world.read(PHONE).getFirst();
    world.direct(
        DESK, "<message type='chat' to='alice@localhost' id='x'><body>hi</body></message>");

    // Then
    assertThat(names)
        .contains(
            "<active name='open'/><default name='blocked'/><list name='blocked'/><list name='open'/>");
    assertThat(world.read(PHONE)).hasSize(1).first().asString().contains("<body>hi</body>");
  }

  @Test
  void lists21aRuleAboutMessagesKeepsOutMessagesOnly() {
    // Given
    world.known(ALICE, BOB, Subscription.FROM).online(PHONE, DESK);
    world.send(
        PHONE,
        privacy(
            "set",
            "<list name='quiet'><item type='subscription' value='from' action='deny' order='1'>"
                + "<message/></item></list>"));
    world.send(PHONE, privacy("set", "<default name='quiet'/>")).clear();

    // When
    world.direct(
        DESK, "<message type='chat' to='alice@localhost' id='x'><body>hi</body></message>");
    world.direct(DESK, "<iq type='get' to='alice@localhost/phone' id='x'><q xmlns='y'/></iq>");
    world.send(PHONE, "<message type='chat' to='bob@localhost'><body>yo</body></message>");

    // Then
    assertThat(world.read(PHONE)).hasSize(1).first().asString().startsWith("<iq");
    assertThat(world.profiles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "get, <list name='none'/>, item-not-found",
    "get, <list name='a'/><list name='b'/>, bad-request",
    "set, <active name='none'/>, item-not-found",
    "set, <default name='none'/>, item-not-found",
    "set, <list name='none'/>, item-not-found",
    "set, <active/><default/>, bad-request",
    "set, <list name='a'><item action='deny' order='1'/><item action='allow' order='1'/></list>, bad-request",
    "set, <list name='a'><item action='deny'/></list>, bad-request",
    "set, <list name='a'><item action='deny' order='-1'/></list>, bad-request",
    "set, <list name='a'><item action='no' order='1'/></list>, bad-request",
    "set, <list name='a'><item type='jid' value='@' action='deny' order='1'/></list>, bad-request",
    "set, <list name='a'><item type='subscription' value='x' action='deny' order='1'/></list>, bad-request",
    "set, <list name='a'><item type='group' value='x' action='deny' order='1'/></list>, item-not-found",
  })
  void listErrors(String type, String content, String condition) {
    // When
    world.online(PHONE).send(PHONE, privacy(type, content));

    // Then
    assertThat(world.read(PHONE)).hasSize(1).first().asString().contains(condition);
  }

  @Test
  void lists27aListThatAnotherResourceUsesIsNotRemoved() {
    // Given
    world.online(PHONE, TABLET);
    world.send(PHONE, privacy("set", "<list name='a'><item action='allow' order='1'/></list>"));
    world.send(TABLET, privacy("set", "<active name='a'/>")).clear();

    // When
    world.send(PHONE, privacy("set", "<list name='a'/>"));
    String conflict = world.read(PHONE).getFirst();
    world.send(TABLET, privacy("set", "<active/>")).clear();
    world.send(PHONE, privacy("set", "<list name='a'/>"));

    // Then
    assertThat(conflict).contains("conflict");
    assertThat(world.read(PHONE)).anyMatch(s -> s.contains("type='result'"));
    assertThat(world.read(TABLET)).hasSize(1).first().asString().contains("<list name='a'/>");
  }

  @Test
  void lists213anAccountNeverShutsOutItself() {
    // Given
    world.online(PHONE, TABLET);
    world.send(PHONE, privacy("set", "<list name='a'><item action='deny' order='1'/></list>"));
    world.send(PHONE, privacy("set", "<default name='a'/>")).clear();

    // When
    world.send(PHONE, "<message to='alice@localhost/tablet'><body>x</body></message>");

    // Then
    assertThat(world.read(TABLET)).hasSize(1);
  }
}
