package org.godwit.it.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.it.room.RoomUser.child;
import static org.godwit.it.room.RoomUser.codes;
import static org.godwit.it.room.RoomUser.error;
import static org.godwit.it.room.RoomUser.field;
import static org.godwit.it.room.RoomUser.item;

import java.util.List;
import java.util.Objects;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** Entering a room, and being refused (XEP-0045, sections 7.2 and 10.1). */
@Runs(on = Backend.EMBEDDED)
class RoomEntryTests extends RoomCase {

  RoomEntryTests(GodwitServer server) {
    super(server);
  }

  // Sections 7.1, 7.2.2 and 10.1.
  @Test
  void whoEntersHearsOfOthersThenOfItselfThenHistoryThenTheSubject() throws Exception {
    // Given
    List<XmlElement> created = alice().enter("alice");
    assertThat(codes(created.get(created.size() - 2))).containsExactlyInAnyOrder("110", "201");
    assertThat(item(created.get(created.size() - 2)).attribute("affiliation")).isEqualTo("owner");
    alice().configure("");
    alice().send("<message to='" + room + "' type='groupchat' id='m'><body>hi</body></message>");
    alice().message();

    // When
    List<XmlElement> got =
        bob().enter("bob").stream()
            .filter(each -> String.valueOf(each.attribute("from")).startsWith(room))
            .toList();

    // Then
    assertThat(got)
        .extracting(XmlElement::localName)
        .containsExactly("presence", "presence", "message", "message");
    assertThat(got.get(0).attribute("from")).isEqualTo(room + "/alice");
    assertThat(item(got.get(0)).attribute("role")).isEqualTo("moderator");
    assertThat(item(got.get(0)).attribute("jid")).isNull();
    assertThat(codes(got.get(0))).isEmpty();
    assertThat(got.get(1).attribute("from")).isEqualTo(room + "/bob");
    assertThat(codes(got.get(1))).containsExactly("110");
    assertThat(item(got.get(1)).attribute("jid")).isEqualTo(bob().jid());
    assertThat(got.get(2).attribute("id")).isEqualTo("m");
    assertThat(
            Objects.requireNonNull(got.get(2).child("urn:xmpp:delay", "delay")).attribute("from"))
        .isEqualTo(room);
    assertThat(Objects.requireNonNull(child(got.get(3), "subject")).text()).isEmpty();
    XmlElement seen = alice().presence("bob", null);
    assertThat(item(seen).attribute("jid")).isEqualTo(bob().jid());
    assertThat(seen.attribute("to")).isEqualTo(alice().jid());
    assertThat(codes(seen)).isEmpty();
  }

  // Sections 7.2.3 and 7.2.12.
  @Test
  void whoEntersIsWarnedThatJidsAreShownAndThatTheRoomIsLogged() throws Exception {
    // Given
    alice()
        .create(
            "alice",
            field("muc#roomconfig_whois", "anyone") + field("muc#roomconfig_enablelogging", "1"));

    // When
    List<XmlElement> got = bob().enter("bob");

    // Then
    XmlElement own = got.get(got.size() - 2);
    assertThat(codes(own)).containsExactlyInAnyOrder("100", "110", "170");
    assertThat(got)
        .filteredOn(each -> (room + "/alice").equals(each.attribute("from")))
        .first()
        .satisfies(each -> assertThat(item(each).attribute("jid")).isEqualTo(alice().jid()));
  }

  // Sections 7.2.1, 7.2.8 and 7.2.10.
  @Test
  void badNamesTakenNicknamesAndLockedRoomsAreRefused() throws Exception {
    // Given
    alice().enter("alice");

    // Then
    assertThat(refused("bob")).isEqualTo("cancel item-not-found");

    // Given
    alice().configure("");

    // Then
    assertThat(refused("alice")).isEqualTo("cancel conflict");
    bob()
        .send("<presence to='" + room + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
    XmlElement malformed = bob().await(each -> "error".equals(each.attribute("type")));
    assertThat(error(malformed)).isEqualTo("modify jid-malformed");
    assertThat(malformed.attribute("from")).isEqualTo(room);
  }

  // Section 7.2.5.
  @Test
  void aPasswordIsAskedFor() throws Exception {
    // Given
    alice()
        .create(
            "alice",
            field("muc#roomconfig_passwordprotectedroom", "1")
                + field("muc#roomconfig_roomsecret", "cauldronburn"));

    // Then
    assertThat(refused("bob")).isEqualTo("auth not-authorized");
    bob().ask("bob", "<password>wrong</password>");
    XmlElement wrong = bob().presence("bob", "error");
    assertThat(error(wrong)).isEqualTo("auth not-authorized");
    assertThat(wrong.child("http://jabber.org/protocol/muc", "x")).isNotNull();
    assertThat(Objects.requireNonNull(child(wrong, "error")).attribute("by")).isEqualTo(room);
    assertThat(bob().enter("bob", "<password>cauldronburn</password>")).isNotEmpty();
  }

  // Sections 7.2.6, 7.2.7 and 7.2.9.
  @Test
  void strangersBannedUsersAndOneTooManyAreRefused() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_membersonly", "1"));

    // Then
    assertThat(refused("bob")).isEqualTo("auth registration-required");

    // When
    alice().configure(field("muc#roomconfig_membersonly", "0"));
    alice().admin("set", "<item jid='" + bob().bare() + "' affiliation='outcast'/>");

    // Then
    assertThat(refused("bob")).isEqualTo("auth forbidden");

    // When
    alice().admin("set", "<item jid='" + bob().bare() + "' affiliation='none'/>");
    alice().configure(field("muc#roomconfig_maxusers", "2"));
    carol().enter("carol");

    // Then
    assertThat(refused("bob")).isEqualTo("wait service-unavailable");
    alice().admin("set", "<item jid='" + bob().bare() + "' affiliation='admin'/>");
    assertThat(bob().enter("bob")).isNotEmpty();
  }

  // Section 7.2.18.
  @Test
  void presenceOfWhoIsNotThereIsAnsweredByAKick() throws Exception {
    // Given
    alice().create("alice");

    // When
    bob().send("<presence to='" + room + "/bob'/>");

    // Then
    XmlElement kick = bob().presence("bob", "unavailable");
    assertThat(codes(kick)).containsExactlyInAnyOrder("110", "307", "333");
    assertThat(item(kick).attribute("role")).isEqualTo("none");
    assertThat(alice().sofar()).noneMatch(each -> each.localName().equals("presence"));
  }

  // Section 7.2.14.
  @Test
  void historyIsLimitedByWhoEnters() throws Exception {
    // Given
    alice().create("alice");
    for (int i = 0; i < 4; i++) {
      alice().send("<message to='" + room + "' type='groupchat'><body>m" + i + "</body></message>");
    }
    alice().sofar();

    // Then
    assertThat(history("")).containsExactly("m0", "m1", "m2", "m3");
    assertThat(history("<history maxstanzas='2'/>")).containsExactly("m2", "m3");
    assertThat(history("<history maxchars='0'/>")).isEmpty();
    assertThat(history("<history maxchars='100000' maxstanzas='1'/>")).containsExactly("m3");
    assertThat(history("<history seconds='600'/>")).hasSize(4);
    assertThat(history("<history since='1970-01-01T00:00:00Z'/>")).hasSize(4);
    assertThat(history("<history since='2999-01-01T00:00:00Z'/>")).isEmpty();
    assertThat(history("<history seconds='nonsense' since='nonsense'/>")).hasSize(4);
  }

  private List<String> history(String limits) throws Exception {
    List<String> bodies =
        bob().enter("bob", limits).stream()
            .filter(each -> each.child("urn:xmpp:delay", "delay") != null)
            .map(each -> child(each, "body"))
            .filter(Objects::nonNull)
            .map(each -> Objects.requireNonNull(each).text())
            .toList();
    bob().send("<presence to='" + room + "/bob' type='unavailable'/>");
    bob().presence("bob", "unavailable");
    return bodies;
  }

  private String refused(String nick) throws Exception {
    bob().ask(nick, "");
    return error(bob().presence(nick, "error"));
  }
}
