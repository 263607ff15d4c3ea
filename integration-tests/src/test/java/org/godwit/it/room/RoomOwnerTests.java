package org.godwit.it.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.it.room.RoomUser.child;
import static org.godwit.it.room.RoomUser.codes;
import static org.godwit.it.room.RoomUser.error;
import static org.godwit.it.room.RoomUser.field;
import static org.godwit.it.room.RoomUser.item;
import static org.godwit.it.room.RoomUser.ofRoom;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** What owners do, and what rooms tell about themselves (XEP-0045, sections 6 and 10). */
@Runs(on = Backend.EMBEDDED)
class RoomOwnerTests extends RoomCase {

  private static final String OWNER = "<query xmlns='http://jabber.org/protocol/muc#owner'>";
  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  RoomOwnerTests(GodwitServer server) {
    super(server);
  }

  // Sections 10.1.3 and 10.2.
  @Test
  void onlyOwnersConfigureAndACancelledRoomIsGone() throws Exception {
    // Given
    alice().enter("alice");

    // When
    XmlElement form = alice().request("get", OWNER + "</query>");

    // Then
    XmlElement x =
        Objects.requireNonNull(
            Objects.requireNonNull(form.firstElement()).child("jabber:x:data", "x"));
    assertThat(x.attribute("type")).isEqualTo("form");
    assertThat(x.elements().stream().map(each -> each.attribute("var")))
        .contains(
            "FORM_TYPE",
            "muc#roomconfig_roomname",
            "muc#roomconfig_membersonly",
            "muc#roomconfig_whois",
            "muc#roomconfig_roomowners",
            "x-muc#roomconfig_registration");
    assertThat(error(bob().request("get", OWNER + "</query>"))).isEqualTo("auth forbidden");
    assertThat(error(alice().configure(field("muc#roomconfig_whois", "the queen"))))
        .isEqualTo("modify not-acceptable");
    assertThat(error(alice().configure(field("muc#roomconfig_roomowners", ""))))
        .isEqualTo("modify not-acceptable");

    // When
    XmlElement cancelled =
        alice().request("set", OWNER + "<x xmlns='jabber:x:data' type='cancel'/></query>");

    // Then
    assertThat(cancelled.attribute("type")).isEqualTo("result");
    assertThat(error(bob().request("get", "<query xmlns='" + INFO + "'/>")))
        .isEqualTo("cancel item-not-found");
  }

  // Section 10.2.1.
  @Test
  void changesOfTheConfigurationAreTold() throws Exception {
    // Given
    alice().create("alice");
    bob().enter("bob");

    // Then
    assertThat(told(field("muc#roomconfig_roomname", "Coven"))).containsExactly("104");
    assertThat(told(field("muc#roomconfig_enablelogging", "1"))).containsExactly("170");
    assertThat(told(field("muc#roomconfig_enablelogging", "0"))).containsExactly("171");
    assertThat(told(field("muc#roomconfig_whois", "anyone"))).containsExactly("172");
    assertThat(told(field("muc#roomconfig_whois", "moderators"))).containsExactly("173");

    // When
    alice().configure(field("muc#roomconfig_membersonly", "1"));

    // Then
    assertThat(codes(bob().presence("bob", "unavailable"))).contains("110", "322");
  }

  private List<String> told(String fields) throws Exception {
    alice().configure(fields);
    XmlElement message = bob().await(each -> each.localName().equals("message"));
    assertThat(message.attribute("type")).isEqualTo("groupchat");
    assertThat(message.attribute("from")).isEqualTo(room);
    return codes(message);
  }

  // Section 10.9.
  @Test
  void aDestroyedRoomNamesItsSuccessor() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_persistentroom", "1"));
    bob().enter("bob");
    String destroy =
        OWNER
            + "<destroy jid='coven@muc.localhost'><reason>Macbeth</reason><password>p</password>"
            + "</destroy></query>";

    // When
    XmlElement refused = bob().request("set", destroy);
    XmlElement malformed = alice().request("set", OWNER + "<destroy jid='@'/></query>");
    XmlElement done = alice().request("set", destroy);

    // Then
    assertThat(error(refused)).isEqualTo("auth forbidden");
    assertThat(error(malformed)).isEqualTo("modify jid-malformed");
    assertThat(done.attribute("type")).isEqualTo("result");
    XmlElement gone = bob().await(each -> "unavailable".equals(each.attribute("type")));
    assertThat(gone.attribute("from")).isEqualTo(room + "/bob");
    assertThat(item(gone).attribute("affiliation")).isEqualTo("none");
    XmlElement why = Objects.requireNonNull(child(ofRoom(gone), "destroy"));
    assertThat(why.attribute("jid")).isEqualTo("coven@muc.localhost");
    assertThat(Objects.requireNonNull(child(why, "reason")).text()).isEqualTo("Macbeth");
    assertThat(Objects.requireNonNull(child(why, "password")).text()).isEqualTo("p");
    assertThat(error(bob().request("get", "<query xmlns='" + INFO + "'/>")))
        .isEqualTo("cancel item-not-found");
    List<XmlElement> anew = bob().enter("bob");
    assertThat(codes(anew.get(anew.size() - 2))).contains("201");
  }

  // Sections 6.1 to 6.5, and 16.5.4.
  @Test
  void serviceAndRoomTellWhatTheyAre() throws Exception {
    // Given
    alice()
        .create(
            "alice",
            field("muc#roomconfig_roomname", "Coven")
                + field("muc#roomconfig_roomdesc", "a dark cave")
                + field("muc#roomconfig_membersonly", "1"));
    alice().send("<message to='" + room + "' type='groupchat'><subject>Spells</subject></message>");
    alice().sofar();

    // When
    XmlElement service = bob().request("muc.localhost", "get", "<query xmlns='" + INFO + "'/>");
    XmlElement rooms = bob().request("muc.localhost", "get", "<query xmlns='" + ITEMS + "'/>");
    XmlElement info = bob().request("get", "<query xmlns='" + INFO + "'/>");

    // Then
    assertThat(features(service)).contains("http://jabber.org/protocol/muc", ITEMS);
    assertThat(Objects.requireNonNull(rooms.firstElement()).elements())
        .anySatisfy(each -> {
          assertThat(each.attribute("jid")).isEqualTo(room);
          assertThat(each.attribute("name")).isEqualTo("Coven");
        });
    assertThat(features(info))
        .contains(
            "http://jabber.org/protocol/muc",
            "muc_membersonly",
            "muc_public",
            "muc_semianonymous",
            "muc_temporary",
            "muc_unmoderated",
            "muc_unsecured",
            "urn:xmpp:mam:2");
    XmlElement query = Objects.requireNonNull(info.firstElement());
    assertThat(Objects.requireNonNull(child(query, "identity")).attribute("name"))
        .isEqualTo("Coven");
    XmlElement form = Objects.requireNonNull(query.child("jabber:x:data", "x"));
    assertThat(value(form, "FORM_TYPE")).isEqualTo("http://jabber.org/protocol/muc#roominfo");
    assertThat(value(form, "muc#roominfo_description")).isEqualTo("a dark cave");
    assertThat(value(form, "muc#roominfo_subject")).isEqualTo("Spells");
    assertThat(value(form, "muc#roominfo_occupants")).isEqualTo("1");
  }

  // Sections 6.3 and 6.5.
  @Test
  void occupantsAreForOccupantsAndHiddenRoomsAreNotListed() throws Exception {
    // Given
    alice().create("alice", field("muc#roomconfig_publicroom", "0"));

    // Then
    String items = "<query xmlns='" + ITEMS + "'/>";
    assertThat(Objects.requireNonNull(bob().request("get", items).firstElement()).elements())
        .isEmpty();
    assertThat(Objects.requireNonNull(alice().request("get", items).firstElement()).elements())
        .extracting(each -> each.attribute("jid"))
        .containsExactly(room + "/alice");
    assertThat(
            Objects.requireNonNull(bob().request("muc.localhost", "get", items).firstElement())
                .elements())
        .noneMatch(each -> room.equals(each.attribute("jid")));
    assertThat(error(bob().request("get", "<query xmlns='" + INFO + "' node='none'/>")))
        .isEqualTo("cancel item-not-found");
    assertThat(error(bob().request("get", "<query xmlns='urn:example:unknown'/>")))
        .isEqualTo("cancel service-unavailable");
  }

  // XEP-0433, section 4.
  @Test
  void publicRoomsAreFoundByTheirWords() throws Exception {
    // Given
    String word = room.substring(0, room.indexOf('@'));
    String description = "About " + word.toUpperCase(Locale.ROOT);
    alice().create("alice", field("muc#roomconfig_roomdesc", description));
    String search =
        "<search xmlns='urn:xmpp:channel-search:0:search'><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", "urn:xmpp:channel-search:0:search-params")
            + field("q", word)
            + field("sinaddress", "0")
            + field("sinname", "0")
            + "</x></search>";

    // When
    XmlElement found = bob().request("muc.localhost", "get", search);

    // Then
    XmlElement result = Objects.requireNonNull(found.firstElement());
    assertThat(result.localName()).isEqualTo("result");
    assertThat(Objects.requireNonNull(child(result, "item")).attribute("address")).isEqualTo(room);
    XmlElement service = bob().request("muc.localhost", "get", "<query xmlns='" + INFO + "'/>");
    assertThat(features(service)).contains("urn:xmpp:channel-search:0:search");

    // When
    alice().configure(field("muc#roomconfig_publicroom", "0"));

    // Then
    XmlElement hidden = bob().request("muc.localhost", "get", search);
    assertThat(child(Objects.requireNonNull(hidden.firstElement()), "item")).isNull();
  }

  private static List<String> features(XmlElement answer) {
    return Objects.requireNonNull(answer.firstElement()).elements().stream()
        .filter(each -> each.localName().equals("feature"))
        .map(each -> String.valueOf(each.attribute("var")))
        .toList();
  }

  private static String value(XmlElement form, String name) {
    for (XmlElement field : form.elements()) {
      XmlElement value = child(field, "value");
      if (name.equals(field.attribute("var")) && value != null) {
        return value.text();
      }
    }
    return "";
  }
}
