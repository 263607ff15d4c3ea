package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.ROOM;
import static org.godwit.muc.room.RoomScript.WITCH;

import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Affiliation lists and who may see and change them (XEP-0045, sections 9, 10 and 17.4). */
class ListRulesTests {

  private static final String HECATE = "hecate@localhost/broom";

  /** The owner, an admin (WITCH), a member (HECATE) and somebody unaffiliated (HAG) in a room. */
  private static RoomScript four(String... fields) {
    RoomScript script = RoomScript.with(fields);
    script.admin(OWNER, "<item affiliation='admin' jid='wiccarocks@localhost'/>");
    script.admin(OWNER, "<item affiliation='member' jid='hecate@localhost'/>");
    script.enter(WITCH, "secondwitch");
    script.enter(HECATE, "hecate");
    script.enter(HAG, "thirdwitch");
    script.clear();
    return script;
  }

  @ParameterizedTest
  @CsvSource({
    // whois, who, list, answer; sections 8.5, 9.2, 9.5, 9.8, 10.5, 10.8
    "moderators, OWNER, affiliation='owner', result",
    "moderators, OWNER, affiliation='outcast', result",
    "moderators, WITCH, affiliation='owner', forbidden",
    "moderators, WITCH, affiliation='admin', forbidden",
    "moderators, WITCH, affiliation='member', result",
    "moderators, WITCH, affiliation='outcast', result",
    "moderators, WITCH, role='moderator', result",
    "moderators, HECATE, affiliation='member', forbidden",
    "moderators, HECATE, role='participant', forbidden",
    "anyone, WITCH, affiliation='owner', result",
    "anyone, HECATE, affiliation='owner', result",
    "anyone, HECATE, affiliation='member', result",
    "anyone, HECATE, affiliation='outcast', forbidden",
    "anyone, HAG, affiliation='member', result"
  })
  void listsAreForThoseWhoMay(String whois, String who, String list, String answer) {
    // Given
    RoomScript script = four("muc#roomconfig_whois", whois);
    String from = address(who);

    // When
    script.iq(from, "get", "<query xmlns='" + Muc.ADMIN + "'><item " + list + "/></query>");

    // Then
    assertThat(script.only(from))
        .contains(answer.equals("result") ? "type=\"result\"" : "<" + answer);
  }

  private static String address(String who) {
    return switch (who) {
      case "HAG" -> HAG;
      case "WITCH" -> WITCH;
      case "HECATE" -> HECATE;
      default -> OWNER;
    };
  }

  @Test
  void section9x5MembersOfANonAnonymousRoomSeeTheListFromOutside() {
    // Given
    RoomScript script = four("muc#roomconfig_whois", "anyone");
    String list = "<query xmlns='" + Muc.ADMIN + "'><item affiliation='member'/></query>";
    String outside = "hecate@localhost/elsewhere";

    // When
    script.iq(outside, "get", list);
    script.iq("stranger@localhost/x", "get", list);

    // Then
    assertThat(script.only(outside)).contains("jid=\"hecate@localhost\"");
    assertThat(script.only("stranger@localhost/x")).contains("<forbidden");
  }

  @Test
  void section8x5ListOfModeratorsIsNotForMereModerators() {
    // Given
    RoomScript script = four();
    script.admin(OWNER, "<item role='moderator' nick='thirdwitch'/>");
    script.clear();

    // When
    script.iq(HAG, "get", "<query xmlns='" + Muc.ADMIN + "'><item role='participant'/></query>");
    script.iq(HAG, "get", "<query xmlns='" + Muc.ADMIN + "'><item role='moderator'/></query>");

    // Then
    assertThat(script.take(HAG))
        .satisfiesExactly(
            list -> assertThat(list).contains("nick=\"hecate\"", "affiliation=\"member\""),
            refused -> assertThat(refused).contains("<forbidden"));
  }

  @Test
  void section5x1x3ModeratorsDoNotKickModerators() {
    // Given
    RoomScript script = four();
    script.admin(OWNER, "<item role='moderator' nick='thirdwitch'/>");
    script.admin(OWNER, "<item role='moderator' nick='hecate'/>");
    script.clear();

    // When
    script.admin(HECATE, "<item role='none' nick='thirdwitch'/>");

    // Then
    assertThat(script.only(HECATE)).contains("<not-allowed");

    // When: section 8.2, one may kick oneself
    script.admin(HECATE, "<item role='none' nick='hecate'/>");

    // Then
    assertThat(script.room().occupants())
        .containsOnlyKeys("firstwitch", "secondwitch", "thirdwitch");
  }

  @Test
  void section10x4And10x7AdminsDoNotDismissAdminsAndOwners() {
    // Given
    RoomScript script = four();

    // When
    script.admin(WITCH, "<item affiliation='none' jid='crone1@localhost'/>");

    // Then
    assertThat(script.only(WITCH)).contains("<forbidden");
    assertThat(script.changes()).isEmpty();
  }

  @Test
  void section9x2BannedDomainTakesOutAllWhoHaveNoEntryOfTheirOwn() {
    // Given
    RoomScript script = four();
    script.enter("evil@example.org/x", "evil");
    script.clear();

    // When
    script.admin(WITCH, "<item affiliation='outcast' jid='example.org'/>");
    script.enter("other@example.org/x", "other");

    // Then
    assertThat(script.only("evil@example.org/x")).contains("301", "affiliation=\"outcast\"");
    assertThat(script.only("other@example.org/x")).contains("<forbidden");

    // When
    script.admin(WITCH, "<item affiliation='outcast' jid='localhost'/>");

    // Then
    assertThat(script.room().occupants()).containsOnlyKeys("firstwitch", "secondwitch", "hecate");
    assertThat(script.room().affiliation(Jid.of(HECATE))).isEqualTo(Affiliation.MEMBER);

    // When
    script.clear();
    script.admin(WITCH, "<item affiliation='member' jid='example.org'/>");

    // Then
    assertThat(script.only(WITCH)).contains("<not-acceptable");
  }

  @Test
  void section9x3NicknameIsReservedChangedAndTakenAway() {
    // Given
    RoomScript script = four();
    String hag = "<item affiliation='member' jid='hag66@localhost'";

    // When
    script.admin(WITCH, hag + " nick='thirdwitch'/>");

    // Then
    assertThat(script.room().reservedNick(Jid.of(HAG))).isEqualTo("thirdwitch");

    // When
    script.admin(WITCH, hag + "/>");

    // Then
    assertThat(script.room().reservedNick(Jid.of(HAG))).isEqualTo("thirdwitch");

    // When: section 9.5
    script.admin(WITCH, hag + " nick=''/>");

    // Then
    assertThat(script.room().reservedNick(Jid.of(HAG))).isNull();

    // When
    script.clear();
    script.admin(WITCH, hag + " nick='" + "w".repeat(65) + "'/>");

    // Then
    assertThat(script.only(WITCH)).contains("<not-acceptable");
  }

  @Test
  void section18x1AbsentUsersAreToldByCode101() {
    // Given
    RoomScript script = four();

    // When
    script.admin(WITCH, "<item affiliation='member' jid='absent@localhost'/>");

    // Then
    assertThat(script.only("absent@localhost"))
        .contains("<message", "from=\"" + ROOM + "\"", "affiliation=\"member\"")
        .contains("<status code=\"101\"/>")
        .doesNotContain("type=");

    // When: it is as it was
    script.admin(WITCH, "<item affiliation='member' jid='absent@localhost'/>");

    // Then
    assertThat(script.take("absent@localhost")).isEmpty();

    // When: who is there sees its presence
    script.admin(WITCH, "<item affiliation='member' jid='hag66@localhost'/>");

    // Then
    assertThat(script.take("hag66@localhost")).isEmpty();
    assertThat(script.take(HAG)).last().asString().contains("affiliation=\"member\"", "110");
  }

  @Test
  void section9x1WhoIsBannedInTheRoomIsNotToldOfTwice() {
    // Given
    RoomScript script = four();

    // When
    script.admin(WITCH, "<item affiliation='outcast' jid='hag66@localhost'/>");

    // Then
    assertThat(script.only(OWNER)).contains("<presence", "301");
  }

  @Test
  void roomWithoutOwnersIsStillAdministered() {
    // Given
    RoomScript script = four();
    script.send(
        "localhost",
        ROOM,
        "<iq type='set' id='r'><account-removed xmlns='urn:godwit:admin'"
            + " account='crone1@localhost'/></iq>");
    script.clear();

    // When
    script.admin(WITCH, "<item affiliation='outcast' jid='hag66@localhost'/>");

    // Then
    assertThat(script.only(HAG)).contains("301");
  }

  @Test
  void section10x2OwnersListOfTheFormMustNotBeEmpty() {
    // Given
    RoomScript script = four();

    // When
    script.owner(
        OWNER,
        "<x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_roomowners'/></x>");

    // Then
    assertThat(script.only(OWNER)).contains("<conflict");
    assertThat(script.changes()).isEmpty();
  }
}
