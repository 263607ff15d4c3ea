package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.ROOM;
import static org.godwit.muc.room.RoomScript.WITCH;

import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0045, sections 7.3 to 7.14 and 17.4; XEP-0410; XEP-0421. */
class OccupantRulesTests {

  private static RoomScript two(String... fields) {
    RoomScript script = RoomScript.with(fields);
    script.enter(HAG, "thirdwitch");
    script.clear();
    return script;
  }

  @Test
  void section7x4MessageIsReflectedToAllWithItsIdAndOneStanzaId() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        HAG,
        ROOM,
        "<message type='groupchat' id='hysf1v37'><body>Harpier cries</body>"
            + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>"
            + "<stanza-id xmlns='urn:xmpp:sid:0' by='"
            + ROOM
            + "' id='forged'/></message>");

    // Then
    String reflected = script.only(HAG);
    assertThat(reflected)
        .contains("from=\"" + ROOM + "/thirdwitch\"", "id=\"hysf1v37\"", "Harpier cries")
        .contains("by=\"" + ROOM + "\"")
        .doesNotContain("forged")
        .doesNotContain("hag66");
    assertThat(script.only(OWNER)).isEqualTo(reflected);
    assertThat(script.changes()).hasSize(1).first().isInstanceOf(Change.Archive.class);
  }

  @Test
  void section7x4NonOccupantsAndVisitorsAreRefused() {
    // Given
    RoomScript script = two("muc#roomconfig_moderatedroom", "1");

    // When
    script.say(WITCH, "hello");
    script.say(HAG, "hello");

    // Then
    assertThat(script.only(WITCH)).contains("<not-acceptable", "<body>hello</body>");
    assertThat(script.only(HAG)).contains("<forbidden", "type=\"auth\"");
    assertThat(script.isQuiet()).isTrue();
  }

  @Test
  void section7x5PrivateMessageComesFromTheOccupantJid() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        HAG,
        ROOM + "/firstwitch",
        "<message type='chat' id='p'><body>I'll give thee a wind.</body></message>");

    // Then
    assertThat(script.only(OWNER))
        .contains("from=\"" + ROOM + "/thirdwitch\"", "type=\"chat\"", "id=\"p\"")
        .contains("<x xmlns=\"http://jabber.org/protocol/muc#user\"/>");
    assertThat(script.isQuiet()).isTrue();
  }

  @Test
  void section7x5PrivateMessagesAreRefusedAsWritten() {
    // Given
    RoomScript script = two("muc#roomconfig_allowpm", "moderators");
    String chat = "<message type='chat'><body>a</body></message>";

    // When
    script.send(HAG, ROOM + "/firstwitch", "<message type='groupchat'><body>a</body></message>");
    script.send(WITCH, ROOM + "/firstwitch", chat);
    script.send(OWNER, ROOM + "/nobody", chat);
    script.send(HAG, ROOM + "/firstwitch", chat);

    // Then
    List<String> hag = script.take(HAG);
    assertThat(hag.get(0)).contains("<bad-request", "type=\"modify\"");
    assertThat(hag.get(1)).contains("<forbidden");
    assertThat(script.only(WITCH)).contains("<not-acceptable");
    assertThat(script.only(OWNER)).contains("<item-not-found");
  }

  @Test
  void section7x6NicknameChangeIsAnUnavailableWith303ThenTheNewOne() {
    // Given
    RoomScript script = two();

    // When
    script.send(HAG, ROOM + "/oldhag", "<presence/>");

    // Then
    List<String> own = script.take(HAG);
    assertThat(own.get(0))
        .contains("from=\"" + ROOM + "/thirdwitch\"", "unavailable", "303", "110")
        .contains("nick=\"oldhag\"");
    assertThat(own.get(1)).contains("from=\"" + ROOM + "/oldhag\"", "110");
    assertThat(script.take(OWNER)).hasSize(2);
    assertThat(script.room().occupants()).containsOnlyKeys("firstwitch", "oldhag");
  }

  @Test
  void section7x6NicknameInUseOrLockedDownIsRefused() {
    // Given
    RoomScript script = two();

    // When
    script.send(HAG, ROOM + "/firstwitch", "<presence/>");

    // Then
    assertThat(script.only(HAG)).contains("<conflict");

    // Given
    RoomScript locked = two("x-muc#roomconfig_canchangenick", "0");

    // When
    locked.send(HAG, ROOM + "/oldhag", "<presence/>");

    // Then
    assertThat(locked.only(HAG)).contains("<not-acceptable");
  }

  @Test
  void section7x7ChangedAvailabilityIsBroadcastWithoutForgedExtensions() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        HAG,
        ROOM + "/thirdwitch",
        "<presence><show>xa</show><x xmlns='"
            + Muc.USER
            + "'><item role='forged'/></x></presence>");

    // Then
    assertThat(script.only(OWNER))
        .contains("<show>xa</show>", "role=\"participant\"", "jid=\"" + HAG)
        .doesNotContain("forged");
  }

  @Test
  void section7x8x2InvitationComesFromTheRoomWithThePassword() {
    // Given
    RoomScript script =
        two("muc#roomconfig_passwordprotectedroom", "0", "muc#roomconfig_roomsecret", "cauldron");
    script.configure("muc#roomconfig_passwordprotectedroom", "1");
    script.clear();

    // When
    script.send(HAG, ROOM, invite("hecate@localhost"));

    // Then
    assertThat(script.only("hecate@localhost"))
        .contains("from=\"" + ROOM + "\"", "<invite from=\"" + HAG, "<password>cauldron</password>")
        .contains("<reason>come</reason>", "jabber:x:conference");
  }

  @Test
  void section7x8x2InMembersOnlyRoomsAdminsInviteAndInviteesBecomeMembers() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_membersonly", "1");
    script.admin(OWNER, "<item affiliation='member' jid='hag66@localhost'/>");
    script.enter(HAG, "thirdwitch");
    script.clear();

    // When
    script.send(HAG, ROOM, invite("hecate@localhost"));
    script.send(OWNER, ROOM, invite("hecate@localhost"));

    // Then
    assertThat(script.take(HAG).getFirst()).contains("<forbidden");
    assertThat(script.take("hecate@localhost")).hasSize(1);
    assertThat(script.room().affiliation(org.godwit.protocol.jid.Jid.of("hecate@localhost")))
        .isEqualTo(Affiliation.MEMBER);
  }

  @Test
  void section7x8x2DeclineGoesToTheInviter() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        "hecate@localhost/broom",
        ROOM,
        "<message><x xmlns='" + Muc.USER + "'><decline to='" + HAG + "'/></x></message>");

    // Then
    assertThat(script.only(HAG)).contains("<decline from=\"hecate@localhost\"/>");
  }

  private static String invite(String to) {
    return "<message><x xmlns='"
        + Muc.USER
        + "'><invite to='"
        + to
        + "'><reason>come</reason></invite></x></message>";
  }

  @Test
  void section7x10RegisteredNicknameIsReservedAndTheUserIsAMember() {
    // Given
    RoomScript script = two();

    // When
    script.iq(HAG, "get", "<query xmlns='jabber:iq:register'/>");
    script.iq(HAG, "set", register("thirdwitch"));

    // Then
    List<String> got = script.take(HAG);
    assertThat(got.get(0)).contains("muc#register_roomnick").doesNotContain("<registered");
    assertThat(got).anyMatch(each -> each.contains("affiliation=\"member\""));
    assertThat(got.getLast()).contains("type=\"result\"");

    // When
    script.iq(WITCH, "set", register("thirdwitch"));
    script.iq(WITCH, "set", "<query xmlns='jabber:iq:register'/>");
    script.iq(HAG, "get", "<query xmlns='jabber:iq:register'/>");

    // Then
    List<String> witch = script.take(WITCH);
    assertThat(witch.get(0)).contains("<conflict");
    assertThat(witch.get(1)).contains("<bad-request");
    assertThat(script.only(HAG)).contains("<registered/>", "<username>thirdwitch</username>");

    // When: section 7.12
    script.iq(HAG, "get", "<query xmlns='" + DiscoRules.INFO + "' node='x-roomuser-item'/>");

    // Then
    assertThat(script.only(HAG)).contains("name=\"thirdwitch\"");
  }

  @Test
  void section9x9InMembersOnlyRoomsAdminsApproveRegistration() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_membersonly", "1");

    // When
    script.iq(HAG, "set", register("thirdwitch"));

    // Then
    assertThat(script.only(HAG)).contains("type=\"result\"");
    assertThat(script.only(OWNER)).contains("muc#register_allow", "hag66@localhost");
    assertThat(script.room().members()).hasSize(1);

    // When
    script.send(
        OWNER,
        ROOM,
        "<message><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
            + Muc.REGISTER_FORM
            + "</value></field><field var='muc#register_jid'><value>hag66@localhost</value></field>"
            + "<field var='muc#register_roomnick'><value>thirdwitch</value></field>"
            + "<field var='muc#register_allow'><value>1</value></field></x></message>");

    // Then
    assertThat(script.room().affiliation(org.godwit.protocol.jid.Jid.of(HAG)))
        .isEqualTo(Affiliation.MEMBER);
  }

  private static String register(String nick) {
    return "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>"
        + "<field var='FORM_TYPE'><value>"
        + Muc.REGISTER_FORM
        + "</value></field><field var='muc#register_roomnick'><value>"
        + nick
        + "</value></field></x></query>";
  }

  @Test
  void section7x13AndSection8x6VisitorGetsVoiceFromAModerator() {
    // Given
    RoomScript script = two("muc#roomconfig_moderatedroom", "1");

    // When
    script.send(HAG, ROOM, voice("<field var='muc#role'><value>participant</value></field>"));

    // Then
    assertThat(script.only(OWNER)).contains("muc#request_allow", HAG, "thirdwitch");

    // When
    script.send(
        OWNER,
        ROOM,
        voice(
            "<field var='muc#role'><value>participant</value></field><field var='muc#jid'><value>"
                + HAG
                + "</value></field><field var='muc#request_allow'><value>true</value></field>"));

    // Then
    assertThat(script.only(HAG)).contains("role=\"participant\"");
    assertThat(script.occupant("thirdwitch").role()).isEqualTo(Role.PARTICIPANT);
  }

  private static String voice(String fields) {
    return "<message><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
        + Muc.REQUEST
        + "</value></field>"
        + fields
        + "</x></message>";
  }

  @Test
  void section7x14LeavingIsToldToAllAndTheLastTakesATemporaryRoomAlong() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        HAG, ROOM + "/thirdwitch", "<presence type='unavailable'><status>gone</status></presence>");

    // Then
    assertThat(script.only(HAG)).contains("role=\"none\"", "code=\"110\"");
    assertThat(script.only(OWNER))
        .contains("role=\"none\"", "<status>gone</status>")
        .doesNotContain("code=\"110\"");

    // When
    script.send(OWNER, ROOM + "/firstwitch", "<presence type='unavailable'/>");

    // Then
    assertThat(script.roomOrNull()).isNull();
    assertThat(script.changes()).containsExactly(new Change.Delete());
  }

  @Test
  void persistentRoomAndItsMembersStayWhenAllHaveLeft() {
    // Given
    RoomScript script = RoomScript.with("muc#roomconfig_persistentroom", "1");

    // When
    script.send(OWNER, ROOM + "/firstwitch", "<presence type='unavailable'/>");

    // Then
    assertThat(script.room().occupants()).isEmpty();
    assertThat(script.room().members()).hasSize(1);
  }

  @Test
  void section8x1SubjectNeedsTheRight() {
    // Given
    RoomScript script = two();
    String change = "<message type='groupchat'><subject>Fire</subject></message>";

    // When
    script.send(HAG, ROOM, change);
    script.send(OWNER, ROOM, change);

    // Then
    List<String> got = script.take(HAG);
    assertThat(got.get(0)).contains("<forbidden");
    assertThat(got.get(1)).contains("<subject>Fire</subject>", "/firstwitch");

    // When
    script.enter(WITCH, "secondwitch");

    // Then
    assertThat(script.take(WITCH).getLast()).contains("<subject>Fire</subject>", "urn:xmpp:delay");
  }

  @Test
  void section17x4IqGoesToTheOccupantAndBack() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        HAG, ROOM + "/firstwitch", "<iq type='get' id='v'><query xmlns='jabber:iq:version'/></iq>");

    // Then
    assertThat(script.only(OWNER)).contains("from=\"" + ROOM + "/thirdwitch\"", "id=\"v\"");

    // When
    script.send(OWNER, ROOM + "/thirdwitch", "<iq type='result' id='v'/>");

    // Then
    assertThat(script.only(HAG)).contains("from=\"" + ROOM + "/firstwitch\"", "type=\"result\"");
  }

  @Test
  void xep0410TheRoomAnswersAClientsPingOfItself() {
    // Given
    RoomScript script = two();
    String ping = "<iq type='get' id='s'><ping xmlns='urn:xmpp:ping'/></iq>";

    // When
    script.send(HAG, ROOM + "/thirdwitch", ping);
    script.send(WITCH, ROOM + "/secondwitch", ping);

    // Then
    assertThat(script.only(HAG)).contains("type=\"result\"", "from=\"" + ROOM + "/thirdwitch\"");
    assertThat(script.only(WITCH)).contains("<not-acceptable");
    assertThat(script.isQuiet()).isTrue();
  }

  @Test
  void section11x1AndSection18x1x2BouncedStanzaTakesTheGhostOut() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        HAG,
        ROOM + "/firstwitch",
        "<message type='error'><error type='cancel'><service-unavailable"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");

    // Then
    assertThat(script.room().occupants()).containsOnlyKeys("firstwitch");
    assertThat(script.only(OWNER)).contains("unavailable", "code=\"333\"");
  }

  @Test
  void section6x4And6x5InfoHasTheFormAndItemsAreForOccupants() {
    // Given
    RoomScript script = two("muc#roomconfig_roomname", "A Dark Cave");

    // When
    script.iq(WITCH, "get", "<query xmlns='" + DiscoRules.INFO + "'/>");
    script.iq(WITCH, "get", "<query xmlns='" + DiscoRules.ITEMS + "'/>");
    script.iq(HAG, "get", "<query xmlns='" + DiscoRules.ITEMS + "'/>");
    script.iq(
        HAG, "get", "<query xmlns='" + DiscoRules.INFO + "' node='" + Muc.MUC + "#traffic'/>");

    // Then
    List<String> witch = script.take(WITCH);
    assertThat(witch.get(0))
        .contains("A Dark Cave", "muc_temporary", "muc_public", "muc#roominfo_occupants")
        .contains("muc_semianonymous", "muc#stable_id", "urn:xmpp:mam:2");
    assertThat(witch.get(1)).doesNotContain("<item");
    List<String> hag = script.take(HAG);
    assertThat(hag.get(0)).contains(ROOM + "/firstwitch", ROOM + "/thirdwitch");
    assertThat(hag.get(1)).contains("<service-unavailable");
  }

  @Test
  void xep0421OccupantIdStaysWithTheUserAndDiffersFromOthers() {
    // Given
    RoomScript script = two();
    script.say(HAG, "one");
    String first = id(script.only(HAG));
    script.send(HAG, ROOM + "/oldhag", "<presence/>");
    script.clear();

    // When
    script.say(HAG, "two");
    String second = id(script.only(HAG));
    script.take(OWNER);
    script.say(OWNER, "three");

    // Then
    assertThat(second).isEqualTo(first).hasSize(64);
    assertThat(id(script.only(HAG))).isNotEqualTo(first);
  }

  private static String id(String stanza) {
    String marker = "<occupant-id xmlns=\"urn:xmpp:occupant-id:0\" id=\"";
    int start = stanza.indexOf(marker) + marker.length();
    return stanza.substring(start, stanza.indexOf('"', start));
  }
}
