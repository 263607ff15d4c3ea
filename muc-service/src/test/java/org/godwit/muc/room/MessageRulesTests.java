package org.godwit.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.muc.room.RoomScript.HAG;
import static org.godwit.muc.room.RoomScript.OWNER;
import static org.godwit.muc.room.RoomScript.ROOM;
import static org.godwit.muc.room.RoomScript.WITCH;

import org.junit.jupiter.api.Test;

/** Messages (XEP-0045, sections 7.4, 7.5, 7.9, 8.1, 17.2). */
class MessageRulesTests {

  private static RoomScript two() {
    RoomScript script = RoomScript.open();
    script.enter(HAG, "thirdwitch");
    script.clear();
    return script;
  }

  @Test
  void section8x1MessageWithSubjectAndThreadChangesNoSubject() {
    // Given
    RoomScript script = two();

    // When
    script.send(
        OWNER,
        ROOM,
        "<message type='groupchat'><subject>Fire</subject><thread>t</thread></message>");

    // Then
    assertThat(script.only(HAG)).contains("<subject>Fire</subject>", "<thread>t</thread>");
    assertThat(script.room().subject()).isEqualTo(Subject.NONE);
  }

  @Test
  void section17x2MessageToALockedRoomIsNotFound() {
    // Given
    RoomScript script = new RoomScript();
    script.enter(OWNER, "firstwitch");
    script.clear();

    // When
    script.say(HAG, "hello");

    // Then
    assertThat(script.only(HAG)).contains("<item-not-found", "<body>hello</body>");
    assertThat(script.isQuiet()).isTrue();
  }

  @Test
  void section7x9EarlierChatOfAnOwnerKeepsItsTimeInTheHistory() {
    // Given
    RoomScript script = two();
    String said =
        "<message type='groupchat'><body>%s</body><delay xmlns='urn:xmpp:delay' from='x@y/z'"
            + " stamp='2004-09-29T01:54:37Z'/></message>";
    script.send(OWNER, ROOM, said.formatted("one"));
    script.send(HAG, ROOM, said.formatted("two"));
    script.clear();

    // When
    script.enter(WITCH, "secondwitch");

    // Then
    String of = "<delay xmlns=\"urn:xmpp:delay\" from=\"" + ROOM + "\" stamp=\"";
    assertThat(script.take(WITCH))
        .anySatisfy(each ->
            assertThat(each)
                .contains("<body>one</body>", of + "2004-09-29T01:54:37Z\"")
                .doesNotContain("x@y/z"))
        .anySatisfy(each ->
            assertThat(each)
                .contains("<body>two</body>", of)
                .doesNotContain(of + "2004-09-29T01:54:37Z\""));
  }

  @Test
  void section7x5RefusalOfAPrivateMessageGoesBackToItsSender() {
    // Given
    RoomScript script = two();
    String error =
        "<message type='error' id='p'><error type='cancel'><%s"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";

    // When
    script.send(HAG, ROOM + "/firstwitch", error.formatted("not-allowed"));

    // Then
    assertThat(script.only(OWNER))
        .contains("from=\"" + ROOM + "/thirdwitch\"", "id=\"p\"", "type=\"error\"", "<not-allowed");
    assertThat(script.room().occupants()).containsKey("thirdwitch");

    // When: who is not in the room
    script.send(WITCH, ROOM + "/firstwitch", error.formatted("not-allowed"));

    // Then
    assertThat(script.isQuiet()).isTrue();
  }
}
