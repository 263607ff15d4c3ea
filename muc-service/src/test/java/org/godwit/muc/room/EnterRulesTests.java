package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.ROOM;
import static org.godwit.muc.room.RoomScript.WITCH;

import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0045, sections 7.1, 7.2 and 10.1. */
class EnterRulesTests {

  private static final String JOIN = "<x xmlns='http://jabber.org/protocol/muc'>%s</x>";

  @Test
  void section10x1FirstToEnterOwnsALockedRoomUntilItIsConfigured() {
    // Given
    RoomScript script = new RoomScript();

    // When
    script.enter(OWNER, "firstwitch");

    // Then
    List<String> got = script.take(OWNER);
    assertThat(got).hasSize(2);
    assertThat(got.getFirst())
        .contains("affiliation=\"owner\"", "role=\"moderator\"", "code=\"110\"", "code=\"201\"");
    assertThat(got.getLast()).contains("<subject/>");
    assertThat(script.room().locked()).isTrue();
    assertThat(script.changes()).hasSize(2);

    // When: section 7.2.10
    script.enter(HAG, "thirdwitch");

    // Then
    assertThat(script.only(HAG)).contains("type=\"error\"", "item-not-found", "by=\"" + ROOM);

    // When: section 10.1.2
    script.configure();
    script.take(OWNER);
    script.enter(HAG, "thirdwitch");

    // Then
    assertThat(script.take(HAG)).hasSize(3);
  }

  @Test
  void section10x1x1WhereCreationIsRestrictedItIsNotAllowed() {
    // Given
    RoomScript script =
        new RoomScript()
            .limits(new RoomLimits(9, 9, 9, 9, 9, 9, 9, 1000, 0, true).withoutCreation());

    // When
    script.enter(OWNER, "firstwitch");

    // Then
    assertThat(script.only(OWNER)).contains("<not-allowed");
    assertThat(script.roomOrNull()).isNull();
  }

  @Test
  void section10x1x3CancelDestroysTheRoom() {
    // Given
    RoomScript script = new RoomScript();
    script.enter(OWNER, "firstwitch");
    script.clear();

    // When
    script.owner(OWNER, "<x xmlns='jabber:x:data' type='cancel'/>");

    // Then
    List<String> got = script.take(OWNER);
    assertThat(got.getFirst()).contains("type=\"unavailable\"", "<destroy/>");
    assertThat(got.getLast()).contains("type=\"result\"");
    assertThat(script.roomOrNull()).isNull();
    assertThat(script.changes()).containsExactly(new Change.Delete());
  }

  @Test
  void section7x1OrderIsOccupantsSelfHistorySubject() {
    // Given
    RoomScript script = RoomScript.open();
    script.say(OWNER, "thrice");
    script.clear();

    // When
    script.enter(HAG, "thirdwitch");

    // Then
    List<String> got = script.take(HAG);
    assertThat(got).hasSize(4);
    assertThat(got.get(0)).contains("from=\"" + ROOM + "/firstwitch\"").doesNotContain("jid=");
    assertThat(got.get(1)).contains("from=\"" + ROOM + "/thirdwitch\"", "code=\"110\"");
    assertThat(got.get(2)).contains("thrice", "urn:xmpp:delay", "from=\"" + ROOM + "\"");
    assertThat(got.get(3)).contains("<subject/>");
    assertThat(script.only(OWNER))
        .contains("role=\"participant\"", "jid=\"" + HAG, "urn:xmpp:occupant-id:0")
        .doesNotContain("code=\"110\"");
  }

  @Test
  void section7x2x1WithoutNicknameTheAddressIsMalformed() {
    // Given
    RoomScript script = RoomScript.open();

    // When
    script.send(HAG, ROOM, "<presence>" + JOIN.formatted("") + "</presence>");

    // Then
    assertThat(script.only(HAG)).contains("<jid-malformed");
  }

  @Test
  void section7x2x3NonAnonymousRoomSaysSoAndShowsJids() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_whois", "anyone");

    // When
    script.enter(HAG, "thirdwitch");

    // Then
    List<String> got = script.take(HAG);
    assertThat(got.get(0)).contains("jid=\"" + OWNER);
    assertThat(got.get(1)).contains("code=\"100\"");
  }

  @Test
  void section7x2x5PasswordIsNeededAndCompared() {
    // Given
    RoomScript script =
        RoomScript.with(
            "muc#roomconfig_passwordprotectedroom", "1", "muc#roomconfig_roomsecret", "cauldron");

    // When
    script.enter(HAG, "thirdwitch");

    // Then
    assertThat(script.only(HAG)).contains("<not-authorized", "type=\"auth\"");

    // When
    script.send(
        HAG,
        ROOM + "/thirdwitch",
        "<presence>" + JOIN.formatted("<password>cauldron</password>") + "</presence>");

    // Then
    assertThat(script.take(HAG)).hasSize(3).noneMatch(each -> each.contains("cauldron"));
  }

  @Test
  void section7x2x6NonMembersAreRefused() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_membersonly", "1");

    // When
    script.enter(HAG, "thirdwitch");

    // Then
    assertThat(script.only(HAG)).contains("<registration-required", "type=\"auth\"");
  }

  @Test
  void section7x2x7BannedUsersAreRefused() {
    // Given
    RoomScript script = RoomScript.open();
    script.admin(OWNER, "<item affiliation='outcast' jid='hag66@localhost'/>");
    script.clear();

    // When
    script.enter(HAG, "thirdwitch");

    // Then
    assertThat(script.only(HAG)).contains("<forbidden", "type=\"auth\"");
  }

  @Test
  void section7x2x8NicknameInUseIsAConflictUnlessItIsTheSameUser() {
    // Given
    RoomScript script = RoomScript.open();

    // When
    script.enter(HAG, "firstwitch");
    script.enter("crone1@localhost/phone", "firstwitch");

    // Then
    assertThat(script.only(HAG)).contains("<conflict", "type=\"cancel\"");
    assertThat(script.occupant("firstwitch").sessions()).hasSize(2);
    assertThat(script.take("crone1@localhost/phone").getFirst()).contains("code=\"110\"");

    // When: one of both leaves, the occupant stays
    script.take(OWNER);
    script.send(OWNER, ROOM + "/firstwitch", "<presence type='unavailable'/>");

    // Then
    assertThat(script.only(OWNER)).contains("type=\"unavailable\"", "code=\"110\"");
    assertThat(script.occupant("firstwitch").sessions()).hasSize(1);
  }

  @Test
  void section7x2x9FullRoomIsUnavailableForNowButNotForAdmins() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_maxusers", "1");

    // When
    script.enter(HAG, "thirdwitch");

    // Then
    assertThat(script.only(HAG)).contains("<service-unavailable", "type=\"wait\"");

    // When
    script.admin(OWNER, "<item affiliation='admin' jid='hag66@localhost'/>");
    script.enter(HAG, "thirdwitch");

    // Then
    assertThat(script.take(HAG)).hasSize(3);
  }

  @Test
  void section7x2x14HistoryIsTheLeastThatMeetsAllWishes() {
    // Given
    RoomScript script = RoomScript.open();
    script.say(OWNER, "one");
    script.later(60_000);
    script.say(OWNER, "two");
    script.say(OWNER, "three");

    // Then
    assertThat(history(script, "maxstanzas='2'")).hasSize(2);
    assertThat(history(script, "maxstanzas='1'").getFirst()).contains("three");
    assertThat(history(script, "maxchars='0'")).isEmpty();
    assertThat(history(script, "seconds='30'")).hasSize(2);
    assertThat(history(script, "since='1970-01-01T00:00:00Z'")).hasSize(3);
    assertThat(history(script, "since='2033-01-01T00:00:00Z'")).isEmpty();
    assertThat(history(script, "maxstanzas='2' seconds='30' maxchars='10'")).isEmpty();
    assertThat(history(script, "seconds='30' maxstanzas='1'")).hasSize(1);
  }

  private static List<String> history(RoomScript script, String wish) {
    script.send(
        HAG,
        ROOM + "/thirdwitch",
        "<presence>" + JOIN.formatted("<history " + wish + "/>") + "</presence>");
    List<String> got = script.take(HAG);
    script.send(HAG, ROOM + "/thirdwitch", "<presence type='unavailable'/>");
    script.take(HAG);
    return got.stream().filter(each -> each.contains("<body>")).toList();
  }

  @Test
  void historyIsNoOlderThanMessagesAreKept() {
    // Given
    RoomScript script =
        RoomScript.open().limits(new RoomLimits(9, 3, 50, 64, 1000, 50, 10, 1000, 60_000, true));
    script.say(OWNER, "old");
    script.later(60_001);
    script.say(OWNER, "new");
    script.clear();

    // When
    script.enter(WITCH, "secondwitch");

    // Then
    assertThat(script.take(WITCH).stream().filter(each -> each.contains("<body>")))
        .singleElement()
        .asString()
        .contains("<body>new</body>");
  }

  @Test
  void section7x2x18PresenceOfANonOccupantWithoutXIsAnsweredWithAKick() {
    // Given
    RoomScript script = RoomScript.open();

    // When
    script.send(HAG, ROOM + "/thirdwitch", "<presence/>");

    // Then
    assertThat(script.only(HAG))
        .contains("type=\"unavailable\"", "code=\"110\"", "code=\"307\"", "code=\"333\"");
    assertThat(script.room().occupants()).hasSize(1);
  }

  @Test
  void section17x3WhoEntersAgainGetsEverythingAgain() {
    // Given
    RoomScript script = RoomScript.open();
    script.enter(WITCH, "secondwitch");
    script.clear();

    // When
    script.enter(WITCH, "secondwitch");

    // Then
    assertThat(script.take(WITCH)).hasSize(3);
    assertThat(script.room().occupants()).hasSize(2);
    assertThat(script.isQuiet()).isTrue();

    // When: the others hear of what has changed
    script.send(
        WITCH,
        ROOM + "/secondwitch",
        "<presence><show>xa</show><x xmlns='http://jabber.org/protocol/muc'/></presence>");

    // Then
    assertThat(script.take(WITCH)).hasSize(3);
    assertThat(script.only(OWNER)).contains("<show>xa</show>");
  }

  @Test
  void section17x3WhoEntersAgainUnderAnotherNicknameIsRenamedAndGetsEverything() {
    // Given
    RoomScript script = RoomScript.open();
    script.enter(WITCH, "secondwitch");
    script.say(OWNER, "hello");
    script.clear();

    // When
    script.enter(WITCH, "oldwitch");

    // Then
    assertThat(script.take(WITCH))
        .satisfiesExactly(
            old -> assertThat(old).contains("/secondwitch", "303", "110", "nick=\"oldwitch\""),
            other -> assertThat(other).contains("/firstwitch").doesNotContain("110"),
            self -> assertThat(self).contains("/oldwitch", "110"),
            history -> assertThat(history).contains("hello"),
            subject -> assertThat(subject).contains("<subject"));
    assertThat(script.take(OWNER)).hasSize(2);
    assertThat(script.room().occupants()).containsOnlyKeys("firstwitch", "oldwitch");
  }

  @Test
  void section7x2x9AdminsEnterAFullServiceUpToABound() {
    // Given
    RoomScript script =
        RoomScript.open().limits(new RoomLimits(2, 3, 50, 64, 1000, 50, 10, 1000, 0, true));
    script.enter(HAG, "thirdwitch");
    script.admin(OWNER, "<item affiliation='admin' jid='wiccarocks@localhost'/>");
    script.clear();

    // When
    script.enter("stranger@localhost/x", "stranger");
    script.enter(WITCH, "secondwitch");
    for (int i = 1; i < EnterRules.ADMINS_BEYOND_MAX; i++) {
      script.admin(OWNER, "<item affiliation='admin' jid='a" + i + "@localhost'/>");
      script.enter("a" + i + "@localhost/x", "a" + i);
    }
    script.admin(OWNER, "<item affiliation='admin' jid='last@localhost'/>");
    script.enter("last@localhost/x", "last");

    // Then
    assertThat(script.only("stranger@localhost/x")).contains("<service-unavailable");
    assertThat(script.room().occupants())
        .containsKey("secondwitch")
        .hasSize(2 + EnterRules.ADMINS_BEYOND_MAX);
    assertThat(script.only("last@localhost/x")).contains("<service-unavailable");
  }

  @Test
  void section17x1BlankNicknameIsNotAcceptable() {
    // Given
    RoomScript script = RoomScript.open();

    // When
    script.send(
        HAG, ROOM + "/" + "w".repeat(65), "<presence>" + JOIN.formatted("") + "</presence>");

    // Then
    assertThat(script.only(HAG)).contains("<not-acceptable");
    assertThat(
            EnterRules.badNick(
                " \u2003\u00a0", new RoomLimits(1, 1, 1, 64, 1, 1, 1, 1000, 0, true)))
        .isNotNull();
    assertThat(EnterRules.badNick("o ", new RoomLimits(1, 1, 1, 64, 1, 1, 1, 1000, 0, true)))
        .isNull();
  }
}
