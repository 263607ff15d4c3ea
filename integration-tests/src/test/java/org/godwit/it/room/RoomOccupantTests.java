package org.godwit.it.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.it.room.RoomUser.child;
import static org.godwit.it.room.RoomUser.codes;
import static org.godwit.it.room.RoomUser.error;
import static org.godwit.it.room.RoomUser.field;
import static org.godwit.it.room.RoomUser.item;
import static org.godwit.it.room.RoomUser.ofRoom;

import java.util.List;
import java.util.Objects;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** What occupants do (XEP-0045, sections 7.4 to 7.14 and 8.1; XEP-0249; XEP-0410). */
@Runs(on = Backend.EMBEDDED)
class RoomOccupantTests extends RoomCase {

  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

  RoomOccupantTests(GodwitServer server) {
    super(server);
  }

  // Section 7.6.
  @Test
  void aChangeOfNicknameIsToldToAll() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    alice().presence("bob", null);

    // When
    bob().send("<presence to='" + room + "/robert'/>");

    // Then
    for (RoomUser each : List.of(alice(), bob())) {
      XmlElement old = each.presence("bob", "unavailable");
      assertThat(item(old).attribute("nick")).isEqualTo("robert");
      assertThat(codes(old)).contains("303");
      XmlElement now = each.presence("robert", null);
      assertThat(item(now).attribute("role")).isEqualTo("participant");
      boolean self = each.jid().equals(bob().jid());
      assertThat(codes(old).contains("110")).isEqualTo(self);
      assertThat(codes(now).contains("110")).isEqualTo(self);
    }

    // When: the nickname is taken
    bob().send("<presence to='" + room + "/alice'/>");

    // Then
    assertThat(error(bob().presence("alice", "error"))).isEqualTo("cancel conflict");

    // When: nicknames are locked down
    alice().configure(field("x-muc#roomconfig_canchangenick", "0"));
    bob().send("<presence to='" + room + "/bobby'/>");

    // Then
    assertThat(error(bob().presence("bobby", "error"))).isEqualTo("cancel not-acceptable");
  }

  // Sections 7.7, 7.14 and 17.3.
  @Test
  void presenceIsPassedOnWithoutWhatOnlyTheRoomMaySay() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");

    // When
    bob()
        .send(
            "<presence to='"
                + room
                + "/bob'><show>xa</show><status>gone</status><x"
                + " xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner'"
                + " role='moderator'/><status code='110'/></x></presence>");

    // Then
    XmlElement seen = alice().await(each -> child(each, "show") != null);
    assertThat(item(seen).attribute("affiliation")).isEqualTo("none");
    assertThat(codes(seen)).isEmpty();

    // When
    bob()
        .send("<presence to='" + room + "/bob' type='unavailable'><status>bye</status></presence>");

    // Then
    XmlElement left = alice().presence("bob", "unavailable");
    assertThat(Objects.requireNonNull(child(left, "status")).text()).isEqualTo("bye");
    assertThat(item(left).attribute("role")).isEqualTo("none");
    assertThat(codes(bob().presence("bob", "unavailable"))).contains("110");
  }

  // RFC 6121, section 4.6.3: the server tells those that had directed presence.
  @Test
  void whoLosesItsConnectionIsTakenOut() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    alice().presence("bob", null);

    // When
    bob().cut();

    // Then
    assertThat(item(alice().presence("bob", "unavailable")).attribute("role")).isEqualTo("none");
  }

  // Section 7.2.8: a nickname is taken for others only.
  @Test
  void aSecondClientOfAnOccupantSharesItsNickname() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    try (RoomUser second = again("bob", "two")) {
      // When
      second.enter("bob");
      alice().send("<message to='" + room + "' type='groupchat'><body>hi</body></message>");

      // Then
      assertThat(Objects.requireNonNull(child(second.message(), "body")).text()).isEqualTo("hi");
      assertThat(
              bob()
                  .await(each -> each.localName().equals("message") && child(each, "body") != null)
                  .attribute("to"))
          .isEqualTo(bob().jid());

      // When
      second.send("<presence to='" + room + "/bob' type='unavailable'/>");

      // Then
      second.presence("bob", "unavailable");
      assertThat(alice().sofar()).noneMatch(each -> "unavailable".equals(each.attribute("type")));
    }
  }

  // Section 7.4.
  @Test
  void onlyThoseWithVoiceSpeak() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_moderatedroom", "1"));
    bob().enter("bob");
    String message = "<message to='" + room + "' type='groupchat' id='m'><body>hi</body></message>";

    // When
    bob().send(message);
    carol().send(message);

    // Then
    XmlElement refused = bob().message();
    assertThat(error(refused)).isEqualTo("auth forbidden");
    assertThat(refused.attribute("id")).isEqualTo("m");
    assertThat(error(carol().message())).isEqualTo("modify not-acceptable");
    assertThat(alice().sofar()).noneMatch(each -> child(each, "body") != null);

    // When
    bob().send("<message to='" + room + "/alice' type='groupchat' id='m'><body>x</body></message>");

    // Then
    assertThat(error(bob().message())).isEqualTo("modify bad-request");
  }

  // Section 7.5.
  @Test
  void privateMessagesGoToOneOccupant() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    carol().enter("carol");

    // When
    bob().send("<message to='" + room + "/alice' type='chat' id='p'><body>psst</body></message>");

    // Then
    XmlElement got = alice().await(each -> child(each, "body") != null);
    assertThat(got.attribute("from")).isEqualTo(room + "/bob");
    assertThat(got.attribute("type")).isEqualTo("chat");
    assertThat(child(got, "x")).isNotNull();
    assertThat(carol().sofar()).noneMatch(each -> child(each, "body") != null);

    // When
    bob().send("<message to='" + room + "/nobody' type='chat'><body>psst</body></message>");

    // Then
    assertThat(error(bob().message())).isEqualTo("cancel item-not-found");
  }

  // Sections 7.2.15 and 8.1.
  @Test
  void theSubjectIsChangedByThoseWhoMay() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    String change = "<message to='" + room + "' type='groupchat'><subject>Fire</subject></message>";

    // When
    bob().send(change);

    // Then
    assertThat(error(bob().message())).isEqualTo("auth forbidden");

    // When
    alice().send(change);

    // Then
    XmlElement got = bob().message();
    assertThat(got.attribute("from")).isEqualTo(room + "/alice");
    assertThat(Objects.requireNonNull(child(got, "subject")).text()).isEqualTo("Fire");
    XmlElement later = carol().enter("carol").getLast();
    assertThat(Objects.requireNonNull(child(later, "subject")).text()).isEqualTo("Fire");
    assertThat(later.attribute("from")).isEqualTo(room + "/alice");
    assertThat(Objects.requireNonNull(later.child("urn:xmpp:delay", "delay")).attribute("from"))
        .isEqualTo(room);
    // XEP-0421, section 4.
    assertThat(Objects.requireNonNull(child(later, "occupant-id")).attribute("id"))
        .isNotEmpty()
        .isEqualTo(Objects.requireNonNull(child(got, "occupant-id")).attribute("id"));
  }

  // Section 7.8.2 and XEP-0249.
  @Test
  void invitationsGoThroughTheRoomAndMayBeDeclined() throws Exception {
    // Given
    alice()
        .create(
            "alice",
            field("muc#roomconfig_passwordprotectedroom", "1")
                + field("muc#roomconfig_roomsecret", "secret"));

    // When
    alice().send(invitation(bob().bare()));

    // Then
    XmlElement got = bob().message();
    XmlElement invite = Objects.requireNonNull(ofRoom(got).child(RoomUser.USER, "invite"));
    assertThat(got.attribute("from")).isEqualTo(room);
    assertThat(invite.attribute("from")).startsWith(alice().bare());
    assertThat(Objects.requireNonNull(child(invite, "reason")).text()).isEqualTo("come");
    assertThat(Objects.requireNonNull(child(ofRoom(got), "password")).text()).isEqualTo("secret");
    XmlElement direct = Objects.requireNonNull(got.child("jabber:x:conference", "x"));
    assertThat(direct.attribute("jid")).isEqualTo(room);
    assertThat(direct.attribute("password")).isEqualTo("secret");

    // When
    bob()
        .send(
            "<message to='"
                + room
                + "'><x xmlns='http://jabber.org/protocol/muc#user'><decline to='"
                + alice().bare()
                + "'><reason>busy</reason></decline></x></message>");

    // Then
    XmlElement declined = alice().message();
    XmlElement decline = Objects.requireNonNull(ofRoom(declined).child(RoomUser.USER, "decline"));
    assertThat(decline.attribute("from")).isEqualTo(bob().bare());
    assertThat(Objects.requireNonNull(child(decline, "reason")).text()).isEqualTo("busy");

    // When: XEP-0249, past the room
    alice()
        .send(
            "<message to='"
                + bob().jid()
                + "'><x xmlns='jabber:x:conference' jid='"
                + room
                + "'/></message>");

    // Then
    assertThat(bob().message().child("jabber:x:conference", "x")).isNotNull();
  }

  // Section 7.8.2: in a members-only room, those who edit the member list.
  @Test
  void onlyAdminsInviteToAMembersOnlyRoom() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_membersonly", "1"));
    alice().admin("set", "<item jid='" + bob().bare() + "' affiliation='member'/>");
    bob().enter("bob");

    // When
    bob().send(invitation(carol().bare()));

    // Then
    assertThat(error(bob().await(each -> !error(each).isEmpty()))).isEqualTo("auth forbidden");

    // When
    alice().send(invitation(carol().bare()));

    // Then: she is a member now
    carol().message();
    assertThat(carol().enter("carol")).isNotEmpty();
  }

  private String invitation(String to) {
    return "<message to='"
        + room
        + "'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='"
        + to
        + "'><reason>come</reason></invite></x></message>";
  }

  // Sections 7.13 and 8.6.
  @Test
  void visitorsAskForVoice() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_moderatedroom", "1"));
    bob().enter("bob");

    // When
    bob().send(voice(field("muc#role", "participant")));

    // Then
    XmlElement asked = alice().await(each -> each.child("jabber:x:data", "x") != null);
    assertThat(asked.attribute("from")).isEqualTo(room);

    // When
    alice()
        .send(
            voice(
                field("muc#role", "participant")
                    + field("muc#jid", bob().jid())
                    + field("muc#roomnick", "bob")
                    + field("muc#request_allow", "true")));

    // Then
    assertThat(
            bob()
                .await(each ->
                    codes(each).contains("110")
                        && "participant".equals(item(each).attribute("role"))))
        .isNotNull();
  }

  private String voice(String fields) {
    return "<message to='"
        + room
        + "'><x xmlns='jabber:x:data' type='submit'>"
        + field("FORM_TYPE", "http://jabber.org/protocol/muc#request")
        + fields
        + "</x></message>";
  }

  // XEP-0410, and section 6.6.
  @Test
  void occupantsPingThemselves() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");

    // Then
    assertThat(bob().request(room + "/bob", "get", PING).attribute("type")).isEqualTo("result");
    assertThat(error(carol().request(room + "/bob", "get", PING)))
        .isEqualTo("modify not-acceptable");
    assertThat(
            error(
                carol()
                    .request(
                        room + "/bob",
                        "get",
                        "<query xmlns='http://jabber.org/protocol/disco#info'/>")))
        .isEqualTo("modify bad-request");

    // When
    bob().send("<presence to='" + room + "/bob' type='unavailable'/>");

    // Then
    assertThat(error(bob().request(room + "/bob", "get", PING))).isEqualTo("modify not-acceptable");
  }
}
