package org.godwit.muc.room;

import java.util.List;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * What the room says with a presence.
 *
 * @param codes status codes for everybody
 * @param selfCodes status codes for the occupant alone, beside 110
 * @param actor nickname of who caused it; null for nobody
 * @param reason why; null for none
 * @param nick the nickname to come; null for none
 */
record Notice(
    List<Integer> codes,
    List<Integer> selfCodes,
    @Nullable String actor,
    @Nullable String reason,
    @Nullable String nick) {

  static final Notice NONE = new Notice(List.of(), List.of(), null, null, null);

  static Notice of(int code) {
    return new Notice(List.of(code), List.of(), null, null, null);
  }

  static Notice toSelf(List<Integer> codes) {
    return new Notice(List.of(), codes, null, null, null);
  }

  /** Returns this with who caused it, and why. */
  Notice by(@Nullable String who, @Nullable String why) {
    return new Notice(codes, selfCodes, who, why, nick);
  }

  /** Returns this with the nickname to come. */
  Notice withNick(String next) {
    return new Notice(codes, selfCodes, actor, reason, next);
  }

  /** Returns the children of {@code <item/>}. */
  List<XmlElement> itemChildren() {
    XmlElement why = reason == null ? null : Muc.text(Muc.USER, "reason", reason);
    XmlElement who =
        actor == null ? null : XmlElement.of(Muc.USER, "actor").attribute("nick", actor).build();
    return java.util.stream.Stream.of(who, why)
        .filter(java.util.Objects::nonNull)
        .map(java.util.Objects::requireNonNull)
        .toList();
  }
}
