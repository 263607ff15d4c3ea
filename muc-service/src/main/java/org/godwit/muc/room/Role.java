package org.godwit.muc.room;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an occupant may do during a visit (XEP-0045, section 5.1), lowest first. */
public enum Role {
  /** Not in the room. */
  NONE,
  /** Without voice in a moderated room. */
  VISITOR,
  /** With voice. */
  PARTICIPANT,
  /** May kick, and grant and revoke voice. */
  MODERATOR;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** Returns the value of the attribute {@code role}. */
  public String text() {
    return text;
  }

  /** Tells whether this is {@code other} or stands above it. */
  public boolean isAtLeast(Role other) {
    return compareTo(other) >= 0;
  }

  /** Returns the role called {@code text}, or null where there is none. */
  public static @Nullable Role of(@Nullable String text) {
    for (Role role : values()) {
      if (role.text.equals(text)) {
        return role;
      }
    }
    return null;
  }
}
