package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.ROOM;

import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a room's own host may do, on behalf of its administrators (docs/rooms.md). */
class HostAuthorityTests {

  private static String form(String... fields) {
    StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    for (int i = 0; i < fields.length; i += 2) {
      form.append("<field var='" + fields[i] + "'><value>" + fields[i + 1] + "</value></field>");
    }
    return form + "</x>";
  }

  @Test
  void hostCreatesAPersistentRoomWithOwners() {
    // Given
    RoomScript script = new RoomScript();

    // When
    script.owner("localhost", form("muc#roomconfig_roomowners", "crone1@localhost"));

    // Then
    assertThat(script.room().locked()).isFalse();
    assertThat(script.room().config().is(ConfigField.PERSISTENT)).isTrue();
    assertThat(script.room().affiliation(Jid.of(OWNER))).isEqualTo(Affiliation.OWNER);
    assertThat(script.only("localhost")).contains("type=\"result\"");
    assertThat(script.only("crone1@localhost")).contains("101");
    script.enter(HAG, "thirdwitch");
    assertThat(script.room().occupants()).containsKey("thirdwitch");
  }

  @Test
  void hostCreatesNoRoomWithoutOwners() {
    // Given
    RoomScript script = new RoomScript();

    // When
    script.owner("localhost", form());
    script.owner("localhost", form("muc#roomconfig_roomowners", "@"));

    // Then
    assertThat(script.roomOrNull()).isNull();
    assertThat(script.changes()).isEmpty();
    assertThat(script.take("localhost")).hasSize(2).allMatch(each -> each.contains("<not-acc"));
  }

  @Test
  void hostConfiguresAppointsAndDestroys() {
    // Given
    RoomScript script = RoomScript.open();
    script.enter(HAG, "thirdwitch");
    script.clear();

    // When
    script.owner("localhost", form("muc#roomconfig_roomname", "Cave"));
    script.admin("localhost", "<item jid='hag66@localhost' affiliation='admin'/>");

    // Then
    assertThat(script.room().displayName()).isEqualTo("Cave");
    assertThat(script.room().affiliation(Jid.of(HAG))).isEqualTo(Affiliation.ADMIN);

    // When
    script.clear();
    script.owner("localhost", "<destroy><reason>Macbeth</reason></destroy>");

    // Then
    assertThat(script.only(HAG)).contains("<destroy><reason>Macbeth");
    assertThat(script.roomOrNull()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "muc.localhost", "stranger@localhost/x", "calhost"})
  void nobodyElseMay(String sender) {
    // Given
    RoomScript script = RoomScript.open();

    // When
    script.owner(sender, form("muc#roomconfig_roomname", "Cave"));
    script.owner(sender, "<destroy/>");
    script.admin(sender, "<item jid='hag66@localhost' affiliation='admin'/>");

    // Then
    assertThat(script.take(sender)).hasSize(3).allMatch(each -> each.contains("<forbidden"));
    assertThat(script.changes()).isEmpty();

    // When
    RoomScript none = new RoomScript();
    none.owner(sender, form("muc#roomconfig_roomowners", "crone1@localhost"));

    // Then
    assertThat(none.roomOrNull()).isNull();
    assertThat(none.only(sender)).contains("<item-not-found");
    assertThat(ROOM).endsWith("@muc.localhost");
  }
}
