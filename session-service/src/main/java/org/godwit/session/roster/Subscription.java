package org.godwit.session.roster;

import org.jspecify.annotations.Nullable;

/** Who gets whose presence, seen from the roster's owner (RFC 6121, section 2.1.2.5). */
public enum Subscription {
  /** Nobody. */
  NONE("none"),
  /** The owner gets the contact's. */
  TO("to"),
  /** The contact gets the owner's. */
  FROM("from"),
  /** Each the other's. */
  BOTH("both");

  private final String text;

  Subscription(String text) {
    this.text = text;
  }

  /** Returns the value of the {@code subscription} attribute. */
  public String text() {
    return text;
  }

  /** Tells whether the owner gets the contact's presence. */
  public boolean isTo() {
    return this == TO || this == BOTH;
  }

  /** Tells whether the contact gets the owner's presence. */
  public boolean isFrom() {
    return this == FROM || this == BOTH;
  }

  /** Returns the state with these two directions. */
  public static Subscription of(boolean to, boolean from) {
    return to ? from ? BOTH : TO : from ? FROM : NONE;
  }

  /** Returns the state that {@code text} names; null where it names none. */
  public static @Nullable Subscription of(String text) {
    for (Subscription each : values()) {
      if (each.text.equals(text)) {
        return each;
      }
    }
    return null;
  }
}
