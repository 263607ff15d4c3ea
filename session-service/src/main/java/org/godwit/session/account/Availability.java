package org.godwit.session.account;

/**
 * A resource's presence (RFC 6121, section 4).
 *
 * @param available whether it has sent available presence
 * @param priority its priority, -128 to 127 (section 4.7.2.3)
 * @param since offset of the record from which on it takes messages to the bare JID; -1 where it
 *     does not, or always did
 */
record Availability(boolean available, int priority, long since) {

  static final Availability NONE = new Availability(false, 0, -1);

  boolean takesMessages() {
    return available && priority >= 0;
  }

  /** Returns what follows from presence in the record at {@code offset}. */
  Availability to(int nextPriority, long offset) {
    boolean takes = nextPriority >= 0;
    return new Availability(true, nextPriority, !takes ? -1 : takesMessages() ? since : offset);
  }
}
