package org.godwit.session.xep0163_pep;

import java.util.Locale;

/** Who may subscribe to a node and read it (XEP-0060, section 4.5). */
public enum AccessModel {
  /** Everybody. */
  OPEN,
  /** Who is subscribed to the account's presence. */
  PRESENCE,
  /** Who is in one of the node's roster groups. */
  ROSTER,
  /** Whose subscription the owner has approved. */
  AUTHORIZE,
  /** Who is on the list of members. */
  WHITELIST;

  /** Returns the model's name in forms. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the model called {@code text}; whitelist, which is the closest, where none is. */
  public static AccessModel of(String text) {
    for (AccessModel model : values()) {
      if (model.text().equals(text)) {
        return model;
      }
    }
    return WHITELIST;
  }
}
