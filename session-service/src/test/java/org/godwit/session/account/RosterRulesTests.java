package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.session.roster.RosterXml.ItemLimits;
import org.godwit.session.roster.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6121, section 2. */
class RosterRulesTests {

  private static final String PHONE = "alice@localhost/phone";
  private static final String DESK = "alice@localhost/desk";

  private final PresenceWorld world = new PresenceWorld();

  private static String set(String item) {
    return "<iq type='set' id='s1'><query xmlns='jabber:iq:roster'>" + item + "</query></iq>";
  }

  @Test
  void section22aRosterIsReadWithItsVersionAndGroups() {
    // Given
    world
        .online(PHONE)
        .send(PHONE, set("<item jid='bob@localhost' name='Bob'><group>Work</group></item>"));
    world.clear();

    // When
    world.send(PHONE, "<iq type='get' id='g1'><query xmlns='jabber:iq:roster'/></iq>");

    // Then
    assertThat(world.read(PHONE))
        .containsExactly(
            "<iq to='alice@localhost/phone' id='g1' type='result' from='alice@localhost'>"
                + "<query xmlns='jabber:iq:roster' ver='1'>"
                + "<item jid='bob@localhost' name='Bob' subscription='none'>"
                + "<group>Work</group></item></query></iq>");
  }

  @Test
  void section262aClientThatKnowsTheVersionGetsAnEmptyResult() {
    // Given
    world.online(PHONE).send(PHONE, set("<item jid='bob@localhost'/>"));
    world.clear();

    // When
    world.send(PHONE, "<iq type='get' id='g1'><query xmlns='jabber:iq:roster' ver='1'/></iq>");

    // Then
    assertThat(world.read(PHONE))
        .containsExactly(
            "<iq to='alice@localhost/phone' id='g1' type='result' from='alice@localhost'/>");
  }

  @Test
  void section216aChangeIsPushedToInterestedResourcesOnly() {
    // Given
    world.online(PHONE).bound(DESK);

    // When
    world.send(PHONE, set("<item jid='bob@localhost'/>"));

    // Then
    assertThat(world.read(PHONE))
        .hasSize(2)
        .first()
        .asString()
        .contains("type='set'", "<item jid='bob@localhost' subscription='none'/>", "ver='1'");
    assertThat(world.read(DESK)).isEmpty();
    assertThat(world.roster("alice@localhost").item(Jid.of("bob@localhost"))).isNotNull();
  }

  @Test
  void section213whatAClientSaysOfASubscriptionIsIgnored() {
    // When
    world
        .online(PHONE)
        .send(PHONE, set("<item jid='bob@localhost' subscription='both' ask='subscribe'/>"));

    // Then
    assertThat(world.read(PHONE).getFirst()).contains("subscription='none'").doesNotContain("ask");
  }

  @ParameterizedTest
  @CsvSource({
    "'', bad-request",
    "<item/>, bad-request",
    "<item jid='a@@b'/>, bad-request",
    "<item jid='a@b'/><item jid='c@d'/>, bad-request",
    "<item jid='a@b'><group>x</group><group>x</group></item>, bad-request",
    "<item jid='a@b'><group/></item>, not-acceptable",
    "<item jid='a@b' name='12345678901'/>, not-acceptable",
    "<item jid='a@b'><group>12345678901</group></item>, not-acceptable",
    "<item jid='a@b'><group>1</group><group>2</group><group>3</group></item>, not-acceptable",
    "<item jid='a@b' subscription='remove'/>, item-not-found",
    "<item jid='alice@localhost'/>, not-allowed",
  })
  void section233errors(String item, String condition) {
    // Given
    PresenceWorld small = small().online(PHONE);

    // When
    small.send(PHONE, set(item));

    // Then
    assertThat(small.read(PHONE)).hasSize(1).first().asString().contains("type='error'", condition);
    assertThat(small.roster("alice@localhost").items()).isEmpty();
  }

  @Test
  void aFullRosterTakesChangesButNoNewContacts() {
    // Given
    PresenceWorld small = small().online(PHONE);
    small
        .send(PHONE, set("<item jid='a@localhost'/>"))
        .send(PHONE, set("<item jid='b@localhost'/>"));
    small.clear();

    // When
    small.send(PHONE, set("<item jid='c@localhost'/>"));
    small.send(PHONE, set("<item jid='a@localhost' name='A'/>"));

    // Then
    List<String> answers = small.read(PHONE);
    assertThat(answers.getFirst()).contains("resource-constraint");
    assertThat(answers.getLast()).contains("type='result'");
  }

  private static PresenceWorld small() {
    return new PresenceWorld(
        new ContactSettings(
            true,
            Set.of(),
            2,
            1,
            new ItemLimits(10, 10, 2),
            500,
            2,
            1,
            2,
            Duration.ofSeconds(10),
            ModuleSwitches.ALL_ON,
            false));
  }

  @Test
  void section252removalCancelsBothSubscriptionsAndIsPushed() {
    // Given
    world.friends("alice@localhost", "bob@localhost").online(PHONE, "bob@localhost/b").clear();

    // When
    world.send(PHONE, set("<item jid='bob@localhost' subscription='remove'/>"));

    // Then
    assertThat(world.read(PHONE).getFirst())
        .contains("<item jid='bob@localhost' subscription='remove'/>");
    assertThat(world.roster("alice@localhost").items()).isEmpty();
    assertThat(world.roster("bob@localhost").subscription(Jid.of("alice@localhost")))
        .isEqualTo(Subscription.NONE);
    assertThat(world.read("bob@localhost/b"))
        .anyMatch(s -> s.contains("type='unsubscribe'"))
        .anyMatch(s -> s.contains("type='unsubscribed'"))
        .anyMatch(s -> s.contains("type='unavailable'") && s.contains(PHONE));
  }

  @Test
  void aSetThatIsHandledTwiceDoesNotChangeTheVersionASecondTime() {
    // Given
    world.online(PHONE).send(PHONE, set("<item jid='bob@localhost' name='B'/>"));

    // When
    world.send(PHONE, set("<item jid='bob@localhost' name='B'/>"));

    // Then
    assertThat(world.roster("alice@localhost").version()).isEqualTo(1);
  }

  @Test
  void theRosterOfAManagedHostIsReadAndNotChanged() {
    // Given
    ContactSettings all = ContactSettings.DEFAULT;
    PresenceWorld managed =
        new PresenceWorld(
            new ContactSettings(
                true,
                Set.of("localhost"),
                all.itemsMax(),
                all.requestsMax(),
                all.items(),
                all.presenceBytesMax(),
                all.directedMax(),
                all.listsMax(),
                all.listItemsMax(),
                all.unreadRecheck(),
                ModuleSwitches.ALL_ON,
                false));
    managed.known("alice@localhost", "bob@localhost", Subscription.BOTH).bound(PHONE);

    // When
    managed.send(PHONE, "<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>");
    managed.send(PHONE, set("<item jid='carol@localhost'/>"));
    managed.send(PHONE, "<presence type='subscribe' to='carol@localhost'/>");

    // Then
    List<String> answers = managed.read(PHONE);
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).contains("bob@localhost");
    assertThat(answers.get(1)).contains("not-allowed");
    assertThat(answers.get(2)).contains("not-allowed");
  }

  @Test
  void aRosterIsReadOnceForASessionAndNotForEachStanza() {
    // Given
    world.online(PHONE, "bob@localhost/b");
    int before = world.lookUps();

    // When
    for (int i = 0; i < 10; i++) {
      world.send(PHONE, "<message to='bob@localhost' type='chat'><body>x</body></message>");
      world.send(PHONE, set("<item jid='bob@localhost' name='n" + i + "'/>"));
    }

    // Then
    assertThat(world.lookUps()).isEqualTo(before);
  }
}
