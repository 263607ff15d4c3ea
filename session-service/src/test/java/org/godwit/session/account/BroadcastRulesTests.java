package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.roster.Subscription;
import org.junit.jupiter.api.Test;

/** RFC 6121, section 4, between two accounts. */
class BroadcastRulesTests {

  private static final String ALICE = "alice@localhost";
  private static final String BOB = "bob@localhost";
  private static final String PHONE = "alice@localhost/phone";
  private static final String TABLET = "alice@localhost/tablet";
  private static final String DESK = "bob@localhost/desk";

  private final PresenceWorld world = new PresenceWorld();

  @Test
  void section42initialPresenceGoesToSubscribersAndOwnResourcesAndBringsTheContacts() {
    // Given
    world.friends(ALICE, BOB).online(DESK, TABLET).bound(PHONE);
    world.send(
        DESK,
        "<presence><show>away</show><c xmlns='http://jabber.org/protocol/caps' node='n' ver='v'/></presence>");
    world.clear();

    // When
    world.send(PHONE, "<presence><priority>3</priority></presence>");

    // Then
    assertThat(world.read(DESK))
        .containsExactly(
            "<presence from='alice@localhost/phone' to='bob@localhost'>"
                + "<priority>3</priority></presence>");
    assertThat(world.read(TABLET)).hasSize(1).first().asString().contains("from='" + PHONE + "'");
    assertThat(world.read(PHONE))
        .anyMatch(s -> s.contains("from='" + PHONE + "'"))
        .anyMatch(s -> s.contains("from='" + TABLET + "'"))
        .anyMatch(s ->
            s.contains("from='" + DESK + "'")
                && s.contains("<show>away</show>")
                && s.contains("ver='v'"))
        .hasSize(3);
  }

  @Test
  void section44aLaterPresenceIsBroadcastAndProbesNobody() {
    // Given
    world.friends(ALICE, BOB).online(PHONE, DESK);

    // When
    world.send(PHONE, "<presence><show>dnd</show></presence>");

    // Then
    assertThat(world.read(DESK)).hasSize(1);
    assertThat(world.read(PHONE)).noneMatch(s -> s.contains(DESK));
  }

  @Test
  void subscriptionsHaveADirection() {
    // Given: Alice sees Bob, and Bob does not see Alice.
    world.known(ALICE, BOB, Subscription.TO).known(BOB, ALICE, Subscription.FROM);
    world.online(DESK).bound(PHONE);

    // When
    world.send(PHONE, "<presence/>");

    // Then
    assertThat(world.read(DESK)).isEmpty();
    assertThat(world.read(PHONE)).anyMatch(s -> s.contains(DESK));
  }

  @Test
  void section432aProberWithoutASubscriptionHearsNothingButThat() {
    // Given
    world.known(ALICE, BOB, Subscription.TO).online(DESK).bound(PHONE);

    // When
    world.send(PHONE, "<presence/>");

    // Then
    assertThat(world.read(PHONE)).noneMatch(s -> s.contains(DESK));
    assertThat(world.roster(ALICE).subscription(Jid.of(BOB))).isEqualTo(Subscription.NONE);
  }

  @Test
  void section45unavailablePresenceGoesWithItsStatusToSubscribers() {
    // Given
    world.friends(ALICE, BOB).online(PHONE, DESK);

    // When
    world.send(PHONE, "<presence type='unavailable'><status>bye</status></presence>");
    world.close(PHONE);

    // Then
    assertThat(world.read(DESK))
        .containsExactly(
            "<presence type='unavailable' from='alice@localhost/phone' to='bob@localhost'>"
                + "<status>bye</status></presence>");
  }

  @Test
  void section453aStreamThatEndsIsUnavailableToSubscribers() {
    // Given
    world.friends(ALICE, BOB).online(PHONE, DESK, TABLET);

    // When
    world.close(PHONE);

    // Then
    assertThat(world.read(DESK))
        .containsExactly(
            "<presence type='unavailable' from='alice@localhost/phone' to='bob@localhost'/>");
    assertThat(world.read(TABLET)).hasSize(1).first().asString().contains("unavailable");
  }

  @Test
  void aNewOwnerAnswersProbesAndSaysGoodbyeFromItsState() {
    // Given
    world.friends(ALICE, BOB).online(PHONE).send(PHONE, "<presence><show>xa</show></presence>");
    world.newOwner(ALICE);

    // When
    world.bound(DESK).send(DESK, "<presence/>");
    List<String> probed = world.read(DESK);
    world.newOwner(ALICE).close(PHONE);

    // Then
    assertThat(probed).anyMatch(s -> s.contains(PHONE) && s.contains("<show>xa</show>"));
    assertThat(world.read(DESK)).anyMatch(s -> s.contains("unavailable") && s.contains(PHONE));
  }

  @Test
  void section46directedPresenceIsTakenBackWhenTheStreamEnds() {
    // Given
    world.online(PHONE, DESK);

    // When
    world.send(PHONE, "<presence to='room@muc.localhost/nick'/>");
    world.send(PHONE, "<presence to='bob@localhost/desk'><show>chat</show></presence>");
    List<String> desk = world.read(DESK);
    world.close(PHONE);

    // Then
    assertThat(desk).hasSize(1).first().asString().contains("<show>chat</show>");
    assertThat(world.read(DESK)).hasSize(1).first().asString().contains("unavailable", PHONE);
    assertThat(world.readRoom("room@muc.localhost"))
        .containsExactly(
            "<presence type='unavailable' from='alice@localhost/phone'"
                + " to='room@muc.localhost/nick'/>");
  }

  @Test
  void section46whoWasToldHimselfIsNotToldAgain() {
    // Given
    world.online(PHONE, DESK).send(PHONE, "<presence to='room@muc.localhost/nick'/>");

    // When
    world.send(PHONE, "<presence to='room@muc.localhost/nick' type='unavailable'/>").close(PHONE);

    // Then
    assertThat(world.readRoom("room@muc.localhost")).isEmpty();
  }

  @Test
  void aStreamThatMayBeResumedStaysAvailable() {
    // Given
    StreamRef stream = new StreamRef("gw", PHONE);
    world.friends(ALICE, BOB).online(PHONE, DESK);
    world.publish(ALICE, new StreamEnabled(stream, true, 60, -1));

    // When
    world.publish(ALICE, new StreamDetached(stream, new StreamCounts(0, 0, -1, -1)));
    List<String> detached = world.read(DESK);
    world.close(PHONE);

    // Then
    assertThat(detached).isEmpty();
    assertThat(world.read(DESK)).hasSize(1).first().asString().contains("unavailable");
  }

  @Test
  void aLostGatewayMakesItsStreamsUnavailable() {
    // Given
    String lost = "alice@localhost/1-lost";
    world.friends(ALICE, BOB).online(DESK);
    world.publish(
        ALICE,
        new org.godwit.protocol.envelope.BusMessage.StreamBind(
            new StreamRef("gw9", "1-lost"), Jid.of(ALICE), "1-lost", "b"));
    world.publish(ALICE, presence("1-lost", lost));
    world.clear();

    // When
    world.publish(ALICE, new GatewayStarted("gw9", 100));

    // Then
    assertThat(world.read(DESK)).hasSize(1).first().asString().contains("unavailable", lost);
  }

  private static org.godwit.protocol.envelope.BusMessage presence(String stream, String from) {
    return new org.godwit.protocol.envelope.BusMessage.Sent(
        new org.godwit.protocol.envelope.Origin(new StreamRef("gw9", stream), 0),
        new org.godwit.protocol.stanza.StanzaHead(
            org.godwit.protocol.stanza.StanzaType.AVAILABLE, null, Jid.of(from), null, 0),
        ("<presence xmlns=\"jabber:client\" from=\"" + from + "\"/>")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void presenceThatIsTooLargeIsRefused() {
    // When
    world
        .online(PHONE)
        .send(PHONE, "<presence><status>" + "x".repeat(9000) + "</status></presence>");

    // Then
    assertThat(world.read(PHONE)).hasSize(1).first().asString().contains("policy-violation");
  }
}
