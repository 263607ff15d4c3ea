package org.godwit.session.xep0163_pep;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody is to a node (XEP-0060, section 4.1). */
public enum Affiliation {
  /** May do everything. */
  OWNER,
  /** May read and publish. */
  PUBLISHER,
  /** May publish and not read. */
  PUBLISH_ONLY,
  /** May read. */
  MEMBER,
  /** Nothing in particular. */
  NONE,
  /** May do nothing. */
  OUTCAST;

  /** Returns the name in stanzas. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the affiliation called {@code text}, or null where none is. */
  public static @Nullable Affiliation of(@Nullable String text) {
    for (Affiliation affiliation : values()) {
      if (affiliation.text().equals(text)) {
        return affiliation;
      }
    }
    return null;
  }
}
