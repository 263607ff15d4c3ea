package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.roster.Subscription;
import org.junit.jupiter.api.Test;

/** RFC 6121, section 3, between two accounts. */
class SubscribeRulesTests {

  private static final String ALICE = "alice@localhost";
  private static final String BOB = "bob@localhost";
  private static final String PHONE = "alice@localhost/phone";
  private static final String DESK = "bob@localhost/desk";

  private final PresenceWorld world = new PresenceWorld();

  private Subscription of(String owner, String contact) {
    return world.roster(owner).subscription(Jid.of(contact));
  }

  @Test
  void section31aRequestIsPushedAsAskedAndDeliveredFromTheBareJid() {
    // Given
    world.online(PHONE, DESK);

    // When
    world.send(
        PHONE,
        "<presence type='subscribe' to='bob@localhost/desk' id='x'><status>Hi</status></presence>");

    // Then
    assertThat(world.read(PHONE))
        .hasSize(1)
        .first()
        .asString()
        .contains("<item jid='bob@localhost' subscription='none' ask='subscribe'/>");
    assertThat(world.read(DESK))
        .containsExactly(
            "<presence type='subscribe' id='x' from='alice@localhost' to='bob@localhost'>"
                + "<status>Hi</status></presence>");
  }

  @Test
  void section315approvalIsDeliveredPushedAndFollowedByPresence() {
    // Given
    world.online(PHONE, DESK).send(PHONE, "<presence type='subscribe' to='bob@localhost'/>");
    world.clear();

    // When
    world.send(DESK, "<presence type='subscribed' to='alice@localhost'/>");

    // Then
    List<String> phone = world.read(PHONE);
    assertThat(phone).hasSize(3);
    assertThat(phone.get(0)).contains("type='subscribed'", "from='bob@localhost'");
    assertThat(phone.get(1)).contains("<item jid='bob@localhost' subscription='to'/>");
    assertThat(phone.get(2)).startsWith("<presence").contains("from='bob@localhost/desk'");
    assertThat(world.read(DESK))
        .hasSize(1)
        .first()
        .asString()
        .contains("<item jid='alice@localhost' subscription='from'/>");
    assertThat(of(ALICE, BOB)).isEqualTo(Subscription.TO);
    assertThat(of(BOB, ALICE)).isEqualTo(Subscription.FROM);
  }

  @Test
  void section313aRequestWaitsForAnAvailableResourceAndIsNoRosterItem() {
    // Given
    world.online(PHONE).send(PHONE, "<presence type='subscribe' to='bob@localhost'/>");

    // When
    world.bound(DESK).send(DESK, "<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>");
    List<String> roster = world.read(DESK);
    world.send(DESK, "<presence/>");

    // Then
    assertThat(roster).hasSize(1).first().asString().doesNotContain("<item");
    assertThat(world.read(DESK)).anyMatch(s -> s.contains("type='subscribe'"));
  }

  @Test
  void section313theRequestComesAgainUntilItIsAnswered() {
    // Given
    world.online(PHONE, DESK).send(PHONE, "<presence type='subscribe' to='bob@localhost'/>");
    world.send(DESK, "<presence type='unavailable'/>").clear();

    // When
    world.send(DESK, "<presence/>");
    boolean again = world.read(DESK).stream().anyMatch(s -> s.contains("'subscribe'"));
    world.send(DESK, "<presence type='unsubscribed' to='alice@localhost'/>");
    world.send(DESK, "<presence type='unavailable'/>").clear();
    world.send(DESK, "<presence/>");

    // Then
    assertThat(again).isTrue();
    assertThat(world.read(DESK)).noneMatch(s -> s.contains("'subscribe'"));
    assertThat(world.roster(BOB).items()).isEmpty();
  }

  @Test
  void section32cancellationHidesThePresence() {
    // Given
    world.friends(ALICE, BOB).online(PHONE, DESK);

    // When
    world.send(DESK, "<presence type='unsubscribed' to='alice@localhost'/>");

    // Then
    List<String> phone = world.read(PHONE);
    assertThat(phone.get(0)).contains("type='unsubscribed'");
    assertThat(phone.get(1)).contains("subscription='from'");
    assertThat(phone.get(2)).contains("type='unavailable'", DESK);
    assertThat(of(ALICE, BOB)).isEqualTo(Subscription.FROM);
    assertThat(of(BOB, ALICE)).isEqualTo(Subscription.TO);
  }

  @Test
  void section33unsubscribingIsAnsweredWithUnavailablePresence() {
    // Given
    world.friends(ALICE, BOB).online(PHONE, DESK);

    // When
    world.send(PHONE, "<presence type='unsubscribe' to='bob@localhost'/>");

    // Then
    assertThat(world.read(PHONE))
        .anyMatch(s -> s.contains("subscription='from'"))
        .anyMatch(s -> s.contains("type='unavailable'") && s.contains(DESK));
    assertThat(world.read(DESK))
        .anyMatch(s -> s.contains("type='unsubscribe'"))
        .anyMatch(s -> s.contains("subscription='to'"));
  }

  @Test
  void section34whoWasApprovedBeforeIsAnsweredOnTheOwnersBehalf() {
    // Given
    world.online(PHONE, DESK).send(DESK, "<presence type='subscribed' to='alice@localhost'/>");
    assertThat(world.read(DESK)).hasSize(1).first().asString().contains("approved='true'");

    // When
    world.send(PHONE, "<presence type='subscribe' to='bob@localhost'/>");

    // Then
    assertThat(of(ALICE, BOB)).isEqualTo(Subscription.TO);
    assertThat(world.read(DESK)).noneMatch(s -> s.contains("type='subscribe'"));
  }

  @Test
  void aRequestThatIsRepeatedByANewOwnerIsDeliveredOnceMoreAtMostAndKeptOnce() {
    // Given
    world.online(PHONE, DESK).send(PHONE, "<presence type='subscribe' to='bob@localhost'/>");
    world.newOwner(BOB).clear();

    // When
    world.send(PHONE, "<presence type='subscribe' to='bob@localhost'/>");

    // Then
    assertThat(world.read(DESK)).isEmpty();
    assertThat(world.roster(BOB).items()).hasSize(1);
  }

  @Test
  void anUnansweredRequestDoesNotReachAServerThatIsNotThere() {
    // When
    world.online(PHONE).send(PHONE, "<presence type='subscribe' to='bob@example.org'/>");

    // Then
    assertThat(world.read(PHONE)).anyMatch(s -> s.contains("remote-server-not-found"));
  }

  @Test
  void directedPresenceToAServerThatIsNotThereIsAnswered() {
    // When
    world
        .online(PHONE)
        .send(PHONE, "<presence to='r@rooms.example.org/nick'/>")
        .send(PHONE, "<presence type='unavailable' to='r@rooms.example.org/nick'/>");

    // Then
    assertThat(world.read(PHONE).stream().filter(s -> s.contains("r@rooms.example.org")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("<presence", "type='error'", "remote-server-not-found");
  }
}
