package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.WITCH;

import org.junit.jupiter.api.Test;

/** Avatars of rooms (XEP-0486), and the ends of archives (XEP-0313, section 5). */
class VcardRulesTests {

  private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";

  private static RoomScript two() {
    RoomScript script = RoomScript.open();
    script.enter(HAG, "thirdwitch");
    script.clear();
    return script;
  }

  private static String vcard(String... pictures) {
    StringBuilder vcard = new StringBuilder("<vCard xmlns='vcard-temp'>");
    for (String picture : pictures) {
      vcard.append("<PHOTO><TYPE>image/png</TYPE><BINVAL>" + picture + "</BINVAL></PHOTO>");
    }
    return vcard + "</vCard>";
  }

  @Test
  void section3x2OwnersPublishAndOccupantsAreToldByCode104() {
    // Given
    RoomScript script = two();

    // When
    script.iq(HAG, "set", vcard("YWJj"));
    script.iq(OWNER, "set", vcard("YW\nJj", "ZGVm"));

    // Then
    assertThat(script.take(HAG))
        .satisfiesExactly(
            refused -> assertThat(refused).contains("<forbidden"),
            told -> assertThat(told).contains("type=\"groupchat\"", "<status code=\"104\"/>"));
    assertThat(script.take(OWNER).getLast()).contains("type=\"result\"");

    // When: section 3.3, from outside, and section 5.1
    script.iq(WITCH, "get", INFO);

    // Then: SHA-1 of "abc" and "def"
    assertThat(script.only(WITCH))
        .contains("var=\"vcard-temp\"", "muc#roominfo_avatarhash")
        .contains("<value>a9993e364706816aba3e25717850c26c9cd0d89d</value>")
        .contains("<value>589c22335a381f122d129225f5c0ba3056ed5811</value>");
  }

  @Test
  void section3x2EmptyVcardTakesTheAvatarAway() {
    // Given
    RoomScript script = two();
    script.iq(OWNER, "set", vcard("YWJj"));
    script.clear();

    // When
    script.iq(OWNER, "set", "<vCard xmlns='vcard-temp'/>");

    // Then
    assertThat(script.changes())
        .singleElement()
        .isEqualTo(new Change.Vcard(null, java.util.List.of()));
    script.take(OWNER);
    script.iq(OWNER, "get", INFO);
    assertThat(script.only(OWNER)).doesNotContain("avatarhash");
  }

  @Test
  void malformedAndTooLargePicturesAreRefused() {
    // Given
    RoomScript script = two();

    // When
    script.iq(OWNER, "set", vcard("YWJjY"));
    script.iq(OWNER, "set", vcard("A".repeat(1000)));

    // Then
    assertThat(script.take(OWNER))
        .satisfiesExactly(
            malformed -> assertThat(malformed).contains("<bad-request"),
            large -> assertThat(large).contains("<not-acceptable"));
    assertThat(script.changes()).isEmpty();
  }

  @Test
  void section3x4WhoeverFindsTheRoomReadsItsVcard() {
    // Given
    RoomScript script = two();

    // When
    script.iq(WITCH, "get", "<vCard xmlns='vcard-temp'/>");

    // Then
    assertThat(script.reads())
        .singleElement()
        .satisfies(read -> assertThat(read.what()).isEqualTo(Effect.Query.What.VCARD));
  }

  @Test
  void xep0313EndsOfTheArchiveAreForThoseWhoMayRead() {
    // Given
    RoomScript script = two();
    String metadata = "<metadata xmlns='urn:xmpp:mam:2'/>";
    script.admin(OWNER, "<item affiliation='outcast' jid='wiccarocks@localhost'/>");
    script.clear();

    // When
    script.iq(WITCH, "get", metadata);
    script.iq(HAG, "get", metadata);

    // Then
    assertThat(script.only(WITCH)).contains("<forbidden");
    assertThat(script.reads()).hasSize(1);
    assertThat(org.godwit.protocol.xml.XmlWriter.toText(ArchiveRules.metadata(null)))
        .isEqualTo("<metadata xmlns=\"urn:xmpp:mam:2\"/>");
    ArchiveId first = new ArchiveId(1, 1_600_000_000_000L);
    assertThat(
            org.godwit.protocol.xml.XmlWriter.toText(
                ArchiveRules.metadata(new ArchiveEnds(first, new ArchiveId(2, 0)))))
        .contains("<start id=\"" + first + "\" timestamp=\"2020-09-13T12:26:40Z\"/><end id=");
  }
}
