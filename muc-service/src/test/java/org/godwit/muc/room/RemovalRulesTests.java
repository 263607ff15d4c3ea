package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.WITCH;

import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalRulesTests {

  private static RoomScript withAdmin(String... fields) {
    RoomScript script = RoomScript.with(fields);
    script.admin(OWNER, "<item affiliation='admin' jid='wiccarocks@localhost'/>");
    script.enter(WITCH, "secondwitch");
    script.clear();
    return script;
  }

  private static void remove(RoomScript script, String from, String account) {
    script.iq(from, "set", "<account-removed xmlns='urn:godwit:admin' account='" + account + "'/>");
  }

  @Test
  void removedAccountLosesItsAffiliation() {
    // Given
    RoomScript script = withAdmin();

    // When
    remove(script, "localhost", "wiccarocks@localhost");

    // Then
    assertThat(script.room().members()).doesNotContainKey(Jid.of("wiccarocks@localhost"));
    assertThat(script.changes())
        .contains(new Change.Affiliate(Jid.of("wiccarocks@localhost"), null));
  }

  @Test
  void removedAccountLeavesARoomOfMembers() {
    // Given
    RoomScript script = withAdmin("muc#roomconfig_membersonly", "1");

    // When
    remove(script, "localhost", "wiccarocks@localhost");

    // Then
    assertThat(script.room().occupants()).doesNotContainKey("secondwitch");
  }

  @Test
  void lastOwnerLosesItsAffiliationToo() {
    // Given
    RoomScript script = withAdmin();

    // When
    remove(script, "localhost", "crone1@localhost");

    // Then
    assertThat(script.room().withAffiliation(Affiliation.OWNER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {HAG, OWNER, "remote.example", "localhost/x"})
  void nobodyButTheAccountsOwnHostMaySayThatItIsGone(String sender) {
    // Given
    RoomScript script = withAdmin();

    // When
    remove(script, sender, "wiccarocks@localhost");

    // Then
    assertThat(script.only(sender)).contains("service-unavailable");
    assertThat(script.room().members()).containsKey(Jid.of("wiccarocks@localhost"));
  }
}
