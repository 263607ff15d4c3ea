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

/** Status codes that the use cases of the other tests do not bring (XEP-0045, section 16.6). */
@Runs(on = Backend.EMBEDDED)
class RoomStatusTests extends RoomCase {

  private static final String REGISTER = "<query xmlns='jabber:iq:register'>";

  RoomStatusTests(GodwitServer server) {
    super(server);
  }

  // Section 18.1.
  @Test
  void code101TellsWhoIsNotInTheRoomOfItsAffiliation() throws Exception {
    // Given
    alice().create("alice");

    // When
    alice().admin("set", "<item jid='" + bob().bare() + "' affiliation='member'/>");

    // Then
    XmlElement message = bob().message();
    assertThat(message.attribute("from")).isEqualTo(room);
    assertThat(message.attribute("type")).isNull();
    assertThat(codes(message)).containsExactly("101");
    assertThat(item(message).attribute("affiliation")).isEqualTo("member");
  }

  // Sections 7.2.2, 7.6, 7.10 and 7.12.
  @Test
  void code210TellsOfTheRegisteredNickname() throws Exception {
    // Given
    alice().create("alice", field("x-muc#roomconfig_reservednick", "1"));
    assertThat(refused("bob")).isEqualTo("modify not-acceptable");
    XmlElement form = bob().request("get", REGISTER + "</query>");
    assertThat(Objects.requireNonNull(form.firstElement()).child("jabber:x:data", "x")).isNotNull();
    assertThat(error(bob().request("set", REGISTER + "<username>b</username></query>")))
        .isEqualTo("modify bad-request");

    // When
    XmlElement done = bob().request("set", registration("robert"));

    // Then
    assertThat(done.attribute("type")).isEqualTo("result");
    assertThat(error(carol().request("set", registration("robert")))).isEqualTo("cancel conflict");
    XmlElement registered = bob().request("get", REGISTER + "</query>");
    XmlElement query = Objects.requireNonNull(registered.firstElement());
    assertThat(child(query, "registered")).isNotNull();
    assertThat(Objects.requireNonNull(child(query, "username")).text()).isEqualTo("robert");
    XmlElement known =
        bob()
            .request(
                "get",
                "<query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>");
    assertThat(
            Objects.requireNonNull(child(Objects.requireNonNull(known.firstElement()), "identity"))
                .attribute("name"))
        .isEqualTo("robert");

    // When
    List<XmlElement> entered = bob().enter("bob");

    // Then
    XmlElement own = entered.get(entered.size() - 2);
    assertThat(own.attribute("from")).isEqualTo(room + "/robert");
    assertThat(codes(own)).containsExactlyInAnyOrder("110", "210");
    assertThat(codes(alice().presence("robert", null))).isEmpty();
    bob().send("<presence to='" + room + "/bobby'/>");
    XmlElement locked = bob().presence("bobby", "error");
    assertThat(error(locked)).isEqualTo("cancel not-acceptable");
  }

  private static String registration(String nick) {
    return REGISTER
        + "<x xmlns='jabber:x:data' type='submit'>"
        + field("FORM_TYPE", "http://jabber.org/protocol/muc#register")
        + field("muc#register_roomnick", nick)
        + "</x></query>";
  }

  private String refused(String nick) throws Exception {
    bob().ask(nick, "");
    return error(bob().presence(nick, "error"));
  }

  // Sections 11.1 and 18.1.2.
  @Test
  void code333TellsOfAGhostThatBouncesStanzas() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");

    // When
    bob()
        .send(
            "<message to='"
                + room
                + "' type='error'><error type='cancel'><service-unavailable xmlns='"
                + RoomUser.ERRORS
                + "'/></error></message>");

    // Then
    XmlElement own = bob().presence("bob", "unavailable");
    assertThat(codes(own)).containsExactlyInAnyOrder("110", "333");
    assertThat(item(own).attribute("role")).isEqualTo("none");
    assertThat(codes(alice().presence("bob", "unavailable"))).containsExactly("333");
    assertThat(error(bob().request(room + "/bob", "get", "<ping xmlns='urn:xmpp:ping'/>")))
        .isEqualTo("modify not-acceptable");
  }

  // XEP-0486, and XEP-0313, section 5.
  @Test
  void code104TellsOfANewAvatar() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    String vcard = "<vCard xmlns='vcard-temp'/>";
    String picture =
        "<vCard xmlns='vcard-temp'><PHOTO><TYPE>image/png</TYPE><BINVAL>YWJj</BINVAL></PHOTO>"
            + "</vCard>";
    assertThat(error(bob().request("set", picture))).isEqualTo("auth forbidden");
    assertThat(Objects.requireNonNull(carol().request("get", vcard).firstElement()).elements())
        .isEmpty();

    // When
    XmlElement done = alice().request("set", picture);

    // Then
    assertThat(done.attribute("type")).isEqualTo("result");
    XmlElement told = bob().message();
    assertThat(told.attribute("type")).isEqualTo("groupchat");
    assertThat(codes(told)).containsExactly("104");
    XmlElement photo =
        Objects.requireNonNull(
            child(Objects.requireNonNull(carol().request("get", vcard).firstElement()), "PHOTO"));
    assertThat(Objects.requireNonNull(child(photo, "BINVAL")).text()).isEqualTo("YWJj");

    // When
    alice().send("<message to='" + room + "' type='groupchat'><body>hi</body></message>");
    XmlElement said = bob().message();
    XmlElement metadata =
        Objects.requireNonNull(
            bob().request("get", "<metadata xmlns='urn:xmpp:mam:2'/>").firstElement());

    // Then
    assertThat(Objects.requireNonNull(child(metadata, "end")).attribute("id"))
        .isEqualTo(Objects.requireNonNull(child(said, "stanza-id")).attribute("id"));
    assertThat(child(metadata, "start")).isNotNull();
  }

  // XEP-0425, section 3.
  @Test
  void onlyModeratorsModerateAndOnlyWhatWasSaid() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    bob().send("<message to='" + room + "' type='groupchat'><body>potions!</body></message>");
    String id =
        String.valueOf(
            Objects.requireNonNull(child(alice().message(), "stanza-id")).attribute("id"));

    // Then
    assertThat(error(bob().request("set", moderation(id)))).isEqualTo("auth forbidden");
    assertThat(error(alice().request("set", moderation("1-0")))).isEqualTo("cancel item-not-found");
    assertThat(error(alice().request("set", moderation("what?"))))
        .isEqualTo("cancel item-not-found");

    // When
    XmlElement done = alice().request("set", moderation(id));

    // Then
    assertThat(done.attribute("type")).isEqualTo("result");
    XmlElement told = bob().message();
    assertThat(told.attribute("from")).isEqualTo(room);
    XmlElement retract = Objects.requireNonNull(child(told, "retract"));
    assertThat(retract.attribute("id")).isEqualTo(id);
    assertThat(Objects.requireNonNull(child(retract, "moderated")).attribute("by"))
        .isEqualTo(room + "/alice");
    assertThat(carol().enter("carol"))
        .noneMatch(each -> each.localName().equals("message") && child(each, "body") != null);
  }

  private static String moderation(String id) {
    return "<moderate xmlns='urn:xmpp:message-moderate:1' id='"
        + id
        + "'><retract xmlns='urn:xmpp:message-retract:1'/></moderate>";
  }

  // Section 17.3.
  @Test
  void whoEntersAgainGetsAllAgainAndTheOthersHearNothing() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    alice().send("<message to='" + room + "' type='groupchat'><body>hi</body></message>");
    bob().message();
    alice().sofar();

    // When
    List<XmlElement> again = bob().enter("bob");

    // Then
    assertThat(again)
        .extracting(XmlElement::localName)
        .containsExactly("presence", "presence", "message", "message");
    assertThat(codes(again.get(1))).containsExactly("110");
    assertThat(alice().sofar()).isEmpty();
  }
}
