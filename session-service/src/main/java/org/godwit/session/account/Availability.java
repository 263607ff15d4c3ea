package org.godwit.session.account;

import org.jspecify.annotations.Nullable;

/**
 * A resource's presence (RFC 6121, section 4).
 *
 * @param available whether it has sent available presence
 * @param priority its priority, -128 to 127 (section 4.7.2.3)
 * @param since offset of the record from which on it takes messages to the bare JID; -1 where it
 *     does not, or always did
 * @param interests what it wants to be notified of; null where it does not say
 */
record Availability(boolean available, int priority, long since, @Nullable Interests interests) {

  /** Makes one without interests. */
  Availability(boolean available, int priority, long since) {
    this(available, priority, since, null);
  }

  static final Availability NONE = new Availability(false, 0, -1);

  boolean takesMessages() {
    return available && priority >= 0;
  }

  /** Returns what follows from presence in the record at {@code offset}. */
  Availability to(int nextPriority, long offset) {
    boolean takes = nextPriority >= 0;
    return new Availability(
        true, nextPriority, !takes ? -1 : takesMessages() ? since : offset, interests);
  }

  Availability with(Interests next) {
    return new Availability(available, priority, since, next);
  }
}
