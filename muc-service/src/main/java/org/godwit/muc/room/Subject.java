package org.godwit.muc.room;

import org.jspecify.annotations.Nullable;

/**
 * The subject of a room (XEP-0045, section 7.2.15).
 *
 * @param text the subject; empty where it was cleared or never set
 * @param nick who set it; null for the room itself
 * @param occupantId the id of who set it (XEP-0421); null for the room itself and where unknown
 * @param setAtMs when, in milliseconds since 1970; 0 where it never was
 */
public record Subject(
    String text, @Nullable String nick, @Nullable String occupantId, long setAtMs) {

  /** No subject was ever set. */
  public static final Subject NONE = new Subject("", null, null, 0);
}
