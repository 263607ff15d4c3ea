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

/** What moderators and admins do (XEP-0045, sections 8 and 9). */
@Runs(on = Backend.EMBEDDED)
class RoomAdminTests extends RoomCase {

  RoomAdminTests(GodwitServer server) {
    super(server);
  }

  // Section 8.2.
  @Test
  void aKickNamesActorAndReasonAndNotTheBanned() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    carol().enter("carol");

    // When
    XmlElement refused = bob().admin("set", "<item nick='carol' role='none'/>");
    XmlElement higher = bob().admin("set", "<item nick='alice' role='none'/>");
    XmlElement done =
        alice().admin("set", "<item nick='bob' role='none'><reason>Avaunt!</reason></item>");

    // Then
    assertThat(error(refused)).isEqualTo("auth forbidden");
    assertThat(error(higher)).isEqualTo("auth forbidden");
    assertThat(done.attribute("type")).isEqualTo("result");
    XmlElement own = bob().presence("bob", "unavailable");
    XmlElement seen = carol().presence("bob", "unavailable");
    assertThat(codes(own)).containsExactlyInAnyOrder("110", "307");
    assertThat(codes(seen)).containsExactly("307");
    for (XmlElement each : List.of(own, seen)) {
      assertThat(item(each).attribute("role")).isEqualTo("none");
      assertThat(Objects.requireNonNull(child(item(each), "reason")).text()).isEqualTo("Avaunt!");
      assertThat(Objects.requireNonNull(child(item(each), "actor")).attribute("nick"))
          .isEqualTo("alice");
    }
    assertThat(bob().enter("bob")).as("a kick is no ban").isNotEmpty();
  }

  // Sections 9.1 and 9.2.
  @Test
  void aBanTakesOutAndStaysOnTheList() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    carol().enter("carol");

    // When
    alice()
        .admin(
            "set",
            "<item jid='" + bob().bare() + "' affiliation='outcast'><reason>no</reason></item>");

    // Then
    assertThat(codes(bob().presence("bob", "unavailable"))).contains("110", "301");
    XmlElement seen = carol().presence("bob", "unavailable");
    assertThat(codes(seen)).containsExactly("301");
    assertThat(item(seen).attribute("affiliation")).isEqualTo("outcast");
    List<XmlElement> list = items(alice().admin("get", "<item affiliation='outcast'/>"));
    assertThat(list).hasSize(1);
    assertThat(list.getFirst().attribute("jid")).isEqualTo(bob().bare());
    assertThat(list.getFirst().attribute("role")).isNull();
    assertThat(Objects.requireNonNull(child(list.getFirst(), "reason")).text()).isEqualTo("no");
    assertThat(error(carol().admin("get", "<item affiliation='outcast'/>")))
        .isEqualTo("auth forbidden");
    assertThat(
            error(
                alice().admin("set", "<item jid='" + alice().bare() + "' affiliation='outcast'/>")))
        .isEqualTo("cancel conflict");
  }

  // Sections 8.3, 8.4, 8.5, 9.6 and 9.7.
  @Test
  void rolesAreGrantedAndRevoked() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_moderatedroom", "1"));
    bob().enter("bob");
    carol().enter("carol");

    // When
    alice().admin("set", "<item nick='bob' role='participant'/>");

    // Then
    assertThat(item(own(bob(), "participant")).attribute("affiliation")).isEqualTo("none");
    List<XmlElement> voices = items(alice().admin("get", "<item role='participant'/>"));
    assertThat(voices).hasSize(1);
    assertThat(voices.getFirst().attribute("nick")).isEqualTo("bob");
    assertThat(voices.getFirst().attribute("jid")).isEqualTo(bob().jid());
    assertThat(voices.getFirst().attribute("affiliation")).isEqualTo("none");
    assertThat(error(carol().admin("get", "<item role='participant'/>")))
        .isEqualTo("auth forbidden");

    // When
    alice().admin("set", "<item nick='bob' role='moderator'/>");

    // Then
    own(bob(), "moderator");
    assertThat(error(bob().admin("set", "<item nick='alice' role='participant'/>")))
        .isEqualTo("cancel not-allowed");
    assertThat(error(bob().admin("set", "<item nick='alice' role='none'/>")))
        .isEqualTo("cancel not-allowed");
    assertThat(error(bob().admin("set", "<item nick='nobody' role='none'/>")))
        .isEqualTo("cancel item-not-found");
    assertThat(bob().admin("set", "<item nick='carol' role='participant'/>").attribute("type"))
        .isEqualTo("result");
    own(carol(), "participant");

    // When
    alice().admin("set", "<item nick='bob' role='visitor'/>");

    // Then
    own(bob(), "visitor");
  }

  // Sections 9.3 to 9.5.
  @Test
  void membersComeAndGo() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_membersonly", "1"));
    alice().admin("set", "<item jid='" + carol().bare() + "' affiliation='admin'/>");
    carol().enter("carol");

    // When
    alice().admin("set", "<item jid='" + bob().bare() + "' affiliation='member' nick='robert'/>");

    // Then: section 9.5, a new member of such a room is invited
    assertThat(codes(bob().message())).containsExactly("101");
    assertThat(RoomUser.ofRoom(bob().message()).child(RoomUser.USER, "invite")).isNotNull();
    bob().enter("bob");
    List<XmlElement> members = items(alice().admin("get", "<item affiliation='member'/>"));
    assertThat(members).extracting(each -> each.attribute("jid")).containsExactly(bob().bare());
    assertThat(members.getFirst().attribute("nick")).isEqualTo("robert");

    // When
    alice().admin("set", "<item jid='" + bob().bare() + "' affiliation='none'/>");

    // Then
    assertThat(codes(bob().presence("bob", "unavailable"))).contains("110", "321");
    assertThat(codes(carol().presence("bob", "unavailable"))).containsExactly("321");
  }

  // Sections 9, 10.3 to 10.8 and 17.4.
  @Test
  void affiliationsHaveTheirErrors() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");
    String bobs = "<item jid='" + bob().bare() + "' affiliation=";
    String alices = "<item jid='" + alice().bare() + "' affiliation=";

    // Then
    assertThat(error(bob().admin("set", bobs + "'admin'/>"))).isEqualTo("auth forbidden");
    assertThat(error(alice().admin("set", alices + "'admin'/>"))).isEqualTo("cancel conflict");
    assertThat(error(alice().admin("set", bobs + "'admin' role='moderator'/>")))
        .isEqualTo("modify bad-request");
    assertThat(error(alice().admin("set", "<item affiliation='admin'/>")))
        .isEqualTo("modify bad-request");
    assertThat(error(alice().admin("set", bobs + "'king'/>"))).isEqualTo("modify bad-request");
    assertThat(error(alice().admin("set", "<item jid='@' affiliation='member'/>")))
        .isEqualTo("modify jid-malformed");
    assertThat(error(alice().admin("get", ""))).isEqualTo("modify bad-request");

    // When
    alice().admin("set", bobs + "'admin'/>");

    // Then: section 9.6, an admin is a moderator
    assertThat(item(own(bob(), "moderator")).attribute("affiliation")).isEqualTo("admin");
    assertThat(error(bob().admin("set", alices + "'none'/>"))).isEqualTo("auth forbidden");
    assertThat(error(bob().admin("set", alices + "'outcast'/>"))).isEqualTo("cancel not-allowed");
    assertThat(
            error(bob().admin("set", "<item jid='" + carol().bare() + "' affiliation='owner'/>")))
        .isEqualTo("auth forbidden");
    assertThat(error(bob().admin("get", "<item affiliation='admin'/>")))
        .isEqualTo("auth forbidden");
    assertThat(
            items(alice().admin("get", "<item affiliation='admin'/>")).stream()
                .map(each -> each.attribute("jid")))
        .containsExactly(bob().bare());
  }

  private static XmlElement own(RoomUser user, String role) throws Exception {
    return user.await(
        each -> codes(each).contains("110") && role.equals(item(each).attribute("role")));
  }

  private static List<XmlElement> items(XmlElement answer) {
    return Objects.requireNonNull(answer.firstElement()).elements();
  }
}
