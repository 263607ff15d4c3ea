package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.ROOM;
import static org.godwit.muc.room.RoomScript.WITCH;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045, sections 8, 9 and 10. */
class AdminRulesTests {

  /** The owner, an admin (WITCH) and somebody unaffiliated (HAG) in a room. */
  private static RoomScript three(String... fields) {
    RoomScript script = RoomScript.with(fields);
    script.admin(OWNER, "<item affiliation='admin' jid='wiccarocks@localhost'/>");
    script.enter(WITCH, "secondwitch");
    script.enter(HAG, "thirdwitch");
    script.clear();
    return script;
  }

  @Test
  void section8x2KickedOccupantIsToldBy307WithReasonAndActor() {
    // Given
    RoomScript script = three();

    // When
    script.admin(WITCH, "<item nick='thirdwitch' role='none'><reason>Avaunt</reason></item>");

    // Then
    assertThat(script.only(HAG))
        .contains("unavailable", "307", "<reason>Avaunt</reason>", "<actor nick=\"secondwitch\"/>");
    List<String> admin = script.take(WITCH);
    assertThat(admin).hasSize(2);
    assertThat(admin.getFirst()).contains("307").doesNotContain("110");
    assertThat(admin.getLast()).contains("type=\"result\"");
    assertThat(script.room().occupants()).doesNotContainKey("thirdwitch");
  }

  @Test
  void section8x3And8x4VoiceIsGrantedAndRevoked() {
    // Given
    RoomScript script = three("muc#roomconfig_moderatedroom", "1");

    // When
    script.admin(WITCH, "<item nick='thirdwitch' role='participant'/>");

    // Then
    assertThat(script.only(HAG)).contains("role=\"participant\"", "110");

    // When
    script.admin(WITCH, "<item nick='thirdwitch' role='visitor'/>");

    // Then
    assertThat(script.only(HAG)).contains("role=\"visitor\"");
  }

  @ParameterizedTest
  @CsvSource({
    // who, item, error
    "HAG, nick='firstwitch' role='none', forbidden",
    "WITCH, nick='firstwitch' role='none', not-allowed",
    "WITCH, nick='firstwitch' role='visitor', not-allowed",
    "WITCH, nick='nobody' role='none', item-not-found",
    "WITCH, nick='thirdwitch' role='king', bad-request",
    "WITCH, nick='thirdwitch' role='visitor' affiliation='none', bad-request",
    "WITCH, jid='crone1@localhost' affiliation='outcast', not-allowed",
    "WITCH, jid='hag66@localhost' affiliation='admin', forbidden",
    "WITCH, jid='wiccarocks@localhost' affiliation='outcast', conflict",
    "OWNER, jid='crone1@localhost' affiliation='member', conflict",
    "OWNER, jid='@' affiliation='member', jid-malformed",
    "HAG, jid='other@localhost' affiliation='member', forbidden"
  })
  void sections8To10RefuseWhatIsNotAllowed(String who, String item, String error) {
    // Given
    RoomScript script = three();
    String from =
        switch (who) {
          case "HAG" -> HAG;
          case "WITCH" -> WITCH;
          default -> OWNER;
        };

    // When
    script.admin(from, "<item " + item + "/>");

    // Then
    assertThat(script.only(from)).contains("type=\"error\"", "<" + error);
    assertThat(script.changes()).isEmpty();
    assertThat(script.isQuiet()).isTrue();
  }

  @Test
  void section9x1BannedOccupantIsToldBy301AndCannotComeBack() {
    // Given
    RoomScript script = three();

    // When
    script.admin(WITCH, "<item affiliation='outcast' jid='hag66@localhost'/>");

    // Then
    assertThat(script.only(HAG)).contains("301", "affiliation=\"outcast\"", "role=\"none\"");

    // When: section 9.2
    script.take(WITCH);
    script.iq(
        WITCH, "get", "<query xmlns='" + Muc.ADMIN + "'><item affiliation='outcast'/></query>");

    // Then
    assertThat(script.only(WITCH)).contains("jid=\"hag66@localhost\"").doesNotContain("nick=");
  }

  @Test
  void section9x4MembershipRevokedInAMembersOnlyRoomIsToldBy321() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_membersonly", "1");
    script.admin(OWNER, "<item affiliation='member' jid='hag66@localhost'/>");
    // Section 9.5: a new member is invited.
    assertThat(script.take("hag66@localhost"))
        .satisfiesExactly(
            told -> assertThat(told).contains("101"),
            invited -> assertThat(invited).contains("<invite from=\"" + OWNER));
    script.enter(HAG, "thirdwitch");
    script.clear();

    // When
    script.admin(OWNER, "<item affiliation='none' jid='hag66@localhost'/>");

    // Then
    assertThat(script.only(HAG)).contains("unavailable", "321");
  }

  @Test
  void section9x5ListsAreForThoseWhoMay() {
    // Given
    RoomScript script = three();
    String admins = "<query xmlns='" + Muc.ADMIN + "'><item affiliation='admin'/></query>";
    String moderators = "<query xmlns='" + Muc.ADMIN + "'><item role='moderator'/></query>";

    // When
    script.iq(HAG, "get", admins);
    script.iq(OWNER, "get", admins);
    script.iq(OWNER, "get", moderators);

    // Then
    assertThat(script.only(HAG)).contains("<forbidden");
    List<String> owner = script.take(OWNER);
    assertThat(owner.get(0)).contains("jid=\"wiccarocks@localhost\"").doesNotContain("role=");
    assertThat(owner.get(1))
        .contains("nick=\"firstwitch\"", "nick=\"secondwitch\"", "jid=\"" + WITCH)
        .doesNotContain("thirdwitch");
  }

  @Test
  void section9x6AdminsGrantAndRevokeModeratorStatus() {
    // Given
    RoomScript script = three();

    // When
    script.admin(WITCH, "<item nick='thirdwitch' role='moderator'/>");

    // Then
    assertThat(script.only(HAG)).contains("role=\"moderator\"");

    // When
    script.admin(WITCH, "<item nick='thirdwitch' role='participant'/>");

    // Then
    assertThat(script.only(HAG)).contains("role=\"participant\"");
  }

  @Test
  void section10x2FormHasAllFieldsWithTheirValues() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_roomname", "Cave");

    // When
    script.iq(OWNER, "get", "<query xmlns='" + Muc.OWNER + "'/>");
    script.iq(HAG, "get", "<query xmlns='" + Muc.OWNER + "'/>");

    // Then
    String form = script.only(OWNER);
    for (ConfigField field : ConfigField.values()) {
      assertThat(form).contains("var=\"" + field.var() + "\"");
    }
    assertThat(form)
        .contains(
            "<value>Cave</value>", ConfigRules.ADMINS, ConfigRules.OWNERS, "crone1@localhost");
    assertThat(script.only(HAG)).contains("<forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "muc#roomconfig_enablelogging, 1, 170",
    "muc#roomconfig_whois, anyone, 172",
    "muc#roomconfig_roomdesc, new, 104"
  })
  void section10x2x1ChangesAreToldByCode(String field, String value, String code) {
    // Given
    RoomScript script = three();

    // When
    script.configure(field, value);

    // Then
    assertThat(script.only(HAG))
        .contains("type=\"groupchat\"", "<status code=\"" + code + "\"/>", "from=\"" + ROOM + "\"");
    assertThat(script.take(OWNER).getLast()).contains("type=\"result\"");
  }

  @ParameterizedTest
  @CsvSource({
    "muc#roomconfig_passwordprotectedroom, 1",
    "muc#roomconfig_whois, nobody",
    "muc#roomconfig_maxusers, many",
    "muc#roomconfig_persistentroom, perhaps"
  })
  void section10x1x3ConfigurationAgainstThePolicyIsNotAcceptable(String field, String value) {
    // Given
    RoomScript script = three();

    // When
    script.configure(field, value);

    // Then
    assertThat(script.only(OWNER)).contains("<not-acceptable");
    assertThat(script.isQuiet()).isTrue();
    assertThat(script.changes()).isEmpty();
  }

  @Test
  void section10x2RoomThatTurnsMembersOnlyRemovesOthersWith322() {
    // Given
    RoomScript script = three();

    // When
    script.configure("muc#roomconfig_membersonly", "1");

    // Then
    assertThat(script.only(HAG)).contains("unavailable", "322");
    assertThat(script.room().occupants()).containsOnlyKeys("firstwitch", "secondwitch");
  }

  @Test
  void adminsAndOwnersOfTheFormReplaceTheLists() {
    // Given
    RoomScript script = three();

    // When
    script.owner(
        OWNER,
        "<x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_roomadmins'>"
            + "<value>hag66@localhost</value></field></x>");

    // Then
    assertThat(script.room().affiliation(Jid.of(HAG))).isEqualTo(Affiliation.ADMIN);
    assertThat(script.room().affiliation(Jid.of(WITCH))).isEqualTo(Affiliation.MEMBER);
    assertThat(script.take(HAG).getFirst()).contains("affiliation=\"admin\"", "role=\"moderator\"");
  }

  @Test
  void section10x9DestroyTellsEachOccupantOnceWhereToGoAndWhy() {
    // Given
    RoomScript script = three("muc#roomconfig_persistentroom", "1");

    // When
    script.owner(WITCH, "<destroy/>");
    script.owner(
        OWNER, "<destroy jid='heath@muc.localhost'><reason>Macbeth doth come.</reason></destroy>");

    // Then
    assertThat(script.take(WITCH).getFirst()).contains("<forbidden");
    assertThat(script.only(HAG))
        .contains("unavailable", "<destroy jid=\"heath@muc.localhost\">", "Macbeth doth come.")
        .contains("from=\"" + ROOM + "/thirdwitch\"");
    assertThat(script.take(OWNER)).hasSize(2).last().asString().contains("type=\"result\"");
    assertThat(script.roomOrNull()).isNull();
  }

  @Test
  void xep0425ModeratorRetractsAndLateComersDoNotSeeIt() {
    // Given
    RoomScript script = three();
    script.say(HAG, "free potions");
    String message = script.only(HAG);
    int at = message.indexOf("id=\"", message.indexOf("<stanza-id")) + 4;
    String id = message.substring(at, message.indexOf('"', at));
    String moderate =
        "<moderate id='"
            + id
            + "' xmlns='urn:xmpp:message-moderate:1'><retract xmlns='urn:xmpp:message-retract:1'/>"
            + "<reason>spam</reason></moderate>";
    script.clear();

    // When
    script.iq(HAG, "set", moderate);
    script.iq(WITCH, "set", moderate);

    // Then
    List<String> hag = script.take(HAG);
    assertThat(hag.get(0)).contains("<forbidden");
    assertThat(hag.get(1))
        .contains("<retract xmlns=\"urn:xmpp:message-retract:1\" id=\"" + id)
        .contains("by=\"" + ROOM + "/secondwitch\"", "<reason>spam</reason>", "occupant-id");
    assertThat(script.take(WITCH).getLast()).contains("type=\"result\"");
    assertThat(script.room().history()).isEmpty();
    assertThat(script.changes()).hasAtLeastOneElementOfType(Change.Tombstone.class);
  }

  @Test
  void xep0425WhatTheArchiveLacksIsNotFound() {
    // Given
    RoomScript script = three();
    script.forgetArchive();

    // When
    script.iq(
        WITCH,
        "set",
        "<moderate id='1-0' xmlns='urn:xmpp:message-moderate:1'>"
            + "<retract xmlns='urn:xmpp:message-retract:1'/></moderate>");

    // Then
    assertThat(script.only(WITCH)).contains("<item-not-found");
    assertThat(script.isQuiet()).isTrue();
    assertThat(script.changes()).isEmpty();
  }

  @Test
  void xep0313ArchiveIsForThoseWhoMayEnter() {
    // Given
    RoomScript script = three("muc#roomconfig_membersonly", "0");
    String query =
        "<query xmlns='urn:xmpp:mam:2' queryid='q1'><set"
            + " xmlns='http://jabber.org/protocol/rsm'><max>5</max></set></query>";

    // When
    script.iq("hecate@localhost/broom", "set", query);
    script.configure("muc#roomconfig_membersonly", "1");
    script.clear();
    script.iq("hecate@localhost/broom", "set", query);

    // Then
    assertThat(script.queries()).hasSize(1);
    assertThat(script.queries().getFirst().query().page().max()).isEqualTo(5);
    assertThat(script.only("hecate@localhost/broom")).contains("<forbidden");
  }

  @Test
  void xep0313PageIsWrittenOldestFirstWithFin() {
    // Given
    RoomScript script = three();
    script.say(HAG, "one");
    script.say(HAG, "two");
    script.iq(OWNER, "set", "<query xmlns='urn:xmpp:mam:2' queryid='q1'/>");
    ArchiveQuery query = script.queries().getFirst().query();

    // When
    List<String> answer =
        ArchiveRules.answer(
                Jid.of(ROOM), query, new ArchiveQuery.Found(script.room().history(), true, 2, 0))
            .stream()
            .map(org.godwit.protocol.xml.XmlWriter::toText)
            .toList();

    // Then
    assertThat(answer).hasSize(3);
    assertThat(answer.get(0)).contains("queryid=\"q1\"", "one", "jid=\"" + HAG);
    assertThat(answer.get(2)).contains("complete=\"true\"", "<count>2</count>", "index=\"0\"");
  }

  @Test
  void unknownRoomIsNotFound() {
    // Given
    RoomScript script = new RoomScript();

    // When
    script.say(HAG, "anybody?");
    script.iq(HAG, "get", "<query xmlns='" + DiscoRules.INFO + "'/>");

    // Then
    assertThat(script.take(HAG)).hasSize(2).allMatch(each -> each.contains("<item-not-found"));
  }
}
