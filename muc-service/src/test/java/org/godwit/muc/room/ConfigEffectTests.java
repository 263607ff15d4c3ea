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

/** What the fields of the configuration do (XEP-0045, section 16.5.3). */
class ConfigEffectTests {

  private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";

  private static RoomScript two(String... fields) {
    RoomScript script = RoomScript.with(fields);
    script.enter(HAG, "thirdwitch");
    script.clear();
    return script;
  }

  private static void choose(RoomScript script, String field, String... values) {
    StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    form.append("<field var='" + field + "'>");
    for (String value : values) {
      form.append("<value>" + value + "</value>");
    }
    script.owner(OWNER, form + "</field></x>");
  }

  @ParameterizedTest
  @CsvSource({
    "muc#roomconfig_roomname, text-single, ''",
    "muc#roomconfig_roomdesc, text-single, ''",
    "muc#roomconfig_changesubject, boolean, 0",
    "muc#roomconfig_maxusers, list-single, none",
    "muc#roomconfig_presencebroadcast, list-multi, moderator participant visitor",
    "muc#roomconfig_publicroom, boolean, 1",
    "muc#roomconfig_persistentroom, boolean, 0",
    "muc#roomconfig_moderatedroom, boolean, 0",
    "muc#roomconfig_membersonly, boolean, 0",
    "muc#roomconfig_allowinvites, boolean, 1",
    "muc#roomconfig_passwordprotectedroom, boolean, 0",
    "muc#roomconfig_roomsecret, text-private, ''",
    "muc#roomconfig_whois, list-single, moderators",
    "muc#roomconfig_enablelogging, boolean, 0",
    "x-muc#roomconfig_reservednick, boolean, 0",
    "x-muc#roomconfig_canchangenick, boolean, 1",
    "x-muc#roomconfig_registration, boolean, 1",
    "muc#roomconfig_roomadmins, jid-multi, ''",
    "muc#roomconfig_roomowners, jid-multi, crone1@localhost",
    "muc#maxhistoryfetch, text-single, 50",
    "muc#roomconfig_allowpm, list-single, anyone",
    "muc#roomconfig_getmemberlist, list-multi, moderator participant visitor",
    "muc#roomconfig_lang, text-single, ''",
    "muc#roomconfig_pubsub, text-single, ''"
  })
  void newRoomHasEachFieldWithItsTypeAndDefault(String field, String type, String values) {
    // Given
    RoomScript script = RoomScript.open();

    // When
    script.iq(OWNER, "get", "<query xmlns='" + Muc.OWNER + "'/>");

    // Then
    StringBuilder wanted = new StringBuilder();
    for (String value : values.split(" ", -1)) {
      if (!value.isEmpty()) {
        wanted.append("<value>" + value + "</value>");
      }
    }
    assertThat(script.only(OWNER))
        .containsPattern(
            "<field var=\""
                + field
                + "\" type=\""
                + type
                + "\" label=\"[^\"]+\""
                + (wanted.isEmpty() ? "/>" : ">" + wanted + "<[/o]"));
  }

  @Test
  void presenceOfRolesThatAreNotBroadcastIsForThemselves() {
    // Given
    RoomScript script = RoomScript.open();
    choose(script, "muc#roomconfig_presencebroadcast", "moderator");
    script.clear();

    // When
    script.enter(HAG, "thirdwitch");
    script.enter(WITCH, "secondwitch");

    // Then: section 7.2.2
    assertThat(script.take(HAG)).hasSize(3);
    assertThat(script.take(OWNER)).isEmpty();
    assertThat(script.take(WITCH))
        .satisfiesExactly(
            owner -> assertThat(owner).contains("/firstwitch"),
            self -> assertThat(self).contains("/secondwitch", "110"),
            subject -> assertThat(subject).contains("<subject"));

    // When
    script.admin(OWNER, "<item nick='thirdwitch' role='moderator'/>");

    // Then
    assertThat(script.only(WITCH)).contains("/thirdwitch", "role=\"moderator\"");

    // When
    script.send(WITCH, ROOM + "/secondwitch", "<presence type='unavailable'/>");

    // Then: section 7.14
    assertThat(script.only(WITCH)).contains("unavailable", "110");
    assertThat(script.take(HAG)).noneMatch(each -> each.contains("secondwitch"));
  }

  @Test
  void whoIsBroadcastNoMoreDisappearsAndComesBack() {
    // Given
    RoomScript script = two();
    script.enter(WITCH, "secondwitch");
    script.clear();

    // When
    choose(script, "muc#roomconfig_presencebroadcast", "moderator");

    // Then
    assertThat(script.take(HAG))
        .satisfiesExactly(
            gone -> assertThat(gone).contains("/secondwitch", "unavailable", "role=\"none\""),
            told -> assertThat(told).contains("104"));
    assertThat(script.room().occupants()).hasSize(3);

    // When
    choose(script, "muc#roomconfig_presencebroadcast", "moderator", "participant", "visitor");

    // Then
    assertThat(script.take(HAG))
        .satisfiesExactly(
            back -> assertThat(back).contains("/secondwitch", "role=\"participant\""),
            told -> assertThat(told).contains("104"));
  }

  @ParameterizedTest
  @CsvSource({"0, forbidden", "1, ''"})
  void participantsChangeTheSubjectWhereTheyMay(String may, String error) {
    // Given
    RoomScript script = two("muc#roomconfig_changesubject", may);

    // When
    script.send(HAG, ROOM, "<message type='groupchat'><subject>Fire</subject></message>");

    // Then
    assertThat(script.only(HAG)).contains(error.isEmpty() ? "<subject>Fire" : "<" + error);
    assertThat(script.room().subject().text()).isEqualTo(error.isEmpty() ? "Fire" : "");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true"})
  void occupantsInviteWhereTheyMay(String may, boolean invited) {
    // Given
    RoomScript script = two("muc#roomconfig_allowinvites", may);
    String invitation =
        "<message><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<invite to='hecate@localhost'/></x></message>";

    // When
    script.send(HAG, ROOM, invitation);

    // Then
    assertThat(script.take("hecate@localhost")).hasSize(invited ? 1 : 0);
    assertThat(script.take(HAG))
        .hasSize(invited ? 0 : 1)
        .allMatch(each -> each.contains("<forbidden"));

    // When
    script.send(OWNER, ROOM, invitation);

    // Then
    assertThat(script.take("hecate@localhost")).hasSize(1);
  }

  @Test
  void registrationThatIsOffIsNotAllowed() {
    // Given
    RoomScript script = two("x-muc#roomconfig_registration", "0");
    String form =
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>"
            + "<field var='muc#register_roomnick'><value>hag</value></field></x></query>";

    // When
    script.iq(HAG, "get", "<query xmlns='jabber:iq:register'/>");
    script.iq(HAG, "set", form);
    script.admin(OWNER, "<item jid='hag66@localhost' affiliation='member'/>");
    script.iq(HAG, "set", form);

    // Then: members have a nickname of their own all the same
    List<String> got = script.take(HAG);
    assertThat(got.get(0)).contains("<not-allowed");
    assertThat(got.get(1)).contains("<not-allowed");
    assertThat(script.room().reservedNick(Jid.of(HAG))).isEqualTo("hag");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "50, 3"})
  void historyIsNoLongerThanTheRoomSays(String fetch, int messages) {
    // Given
    RoomScript script = two("muc#maxhistoryfetch", fetch);
    for (int i = 0; i < 3; i++) {
      script.say(OWNER, "m" + i);
    }
    script.clear();

    // When
    script.send(
        WITCH,
        ROOM + "/secondwitch",
        "<presence><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='20'/></x>"
            + "</presence>");

    // Then
    assertThat(script.take(WITCH).stream().filter(each -> each.contains("<body")))
        .hasSize(messages);
  }

  @Test
  void memberListIsForTheRolesThatTheRoomSays() {
    // Given
    RoomScript script = two("muc#roomconfig_whois", "anyone");
    String list = "<query xmlns='" + Muc.ADMIN + "'><item affiliation='member'/></query>";
    script.iq(HAG, "get", list);
    assertThat(script.only(HAG)).contains("type=\"result\"");

    // When
    choose(script, "muc#roomconfig_getmemberlist", "moderator");
    script.clear();
    script.iq(HAG, "get", list);

    // Then
    assertThat(script.only(HAG)).contains("<forbidden");

    // When
    script.admin(OWNER, "<item nick='thirdwitch' role='moderator'/>");
    script.clear();
    script.iq(HAG, "get", list);

    // Then
    assertThat(script.only(HAG)).contains("type=\"result\"");
  }

  @Test
  void languageNodeAndDescriptionAreToldToWhoeverAsks() {
    // Given
    RoomScript script =
        two(
            "muc#roomconfig_lang",
            "de",
            "muc#roomconfig_pubsub",
            "xmpp:pubsub.localhost?;node=coven",
            "muc#roomconfig_roomdesc",
            "a dark cave");

    // When
    script.iq(WITCH, "get", INFO);

    // Then
    assertThat(script.only(WITCH))
        .containsPattern("muc#roominfo_lang\"[^>]*><value>de<")
        .containsPattern("muc#roomconfig_pubsub\"[^>]*><value>xmpp:pubsub")
        .containsPattern("muc#roominfo_description\"[^>]*><value>a dark cave<");
  }

  @Test
  void ownersOfTheFormReplaceTheOwners() {
    // Given
    RoomScript script = two();

    // When
    choose(script, "muc#roomconfig_roomowners", "hag66@localhost/pda");

    // Then: section 10.2
    assertThat(script.room().affiliation(Jid.of(HAG))).isEqualTo(Affiliation.OWNER);
    assertThat(script.room().affiliation(Jid.of(OWNER))).isEqualTo(Affiliation.ADMIN);
    assertThat(script.take(HAG))
        .anyMatch(each -> each.contains("affiliation=\"owner\"") && each.contains("110"));
  }
}
