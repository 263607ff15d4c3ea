package org.godwit.muc.room;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A long-lived association of an account with a room (XEP-0045, section 5.2), lowest first. */
public enum Affiliation {
  /** Banned. */
  OUTCAST,
  /** Unaffiliated. */
  NONE,
  /** On the member list. */
  MEMBER,
  /** On the admin list. */
  ADMIN,
  /** On the owner list. */
  OWNER;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** Returns the value of the attribute {@code affiliation}. */
  public String text() {
    return text;
  }

  /** Tells whether this stands above {@code other}. */
  public boolean isAbove(Affiliation other) {
    return compareTo(other) > 0;
  }

  /** Tells whether this is {@code other} or stands above it. */
  public boolean isAtLeast(Affiliation other) {
    return compareTo(other) >= 0;
  }

  /** Returns the affiliation called {@code text}, or null where there is none. */
  public static @Nullable Affiliation of(@Nullable String text) {
    for (Affiliation affiliation : values()) {
      if (affiliation.text.equals(text)) {
        return affiliation;
      }
    }
    return null;
  }
}
