package org.godwit.session.account;

import org.godwit.session.privacy.Privacy;
import org.godwit.session.roster.Roster;
import org.jspecify.annotations.Nullable;

/**
 * Whom an account knows and whom it shuts out, as far as it was read. Not part of the state topic.
 *
 * @param roster its roster; null where it was not read
 * @param privacy its privacy lists; null where they were not read
 * @param unreadAtMs when the database did not answer, in milliseconds since 1970; 0 where it did
 * @param owing whether presence was sent of which contacts have not heard, because of that
 */
record Contacts(
    @Nullable Roster roster, @Nullable Privacy privacy, long unreadAtMs, boolean owing) {

  /** Makes those of which nobody missed anything. */
  Contacts(@Nullable Roster roster, @Nullable Privacy privacy, long unreadAtMs) {
    this(roster, privacy, unreadAtMs, false);
  }

  /** Nothing was read yet. */
  static final Contacts UNKNOWN = new Contacts(null, null, 0);

  /** Returns what stands for an account that could not be read at {@code nowMs}. */
  static Contacts unread(long nowMs) {
    return new Contacts(null, null, Math.max(nowMs, 1));
  }

  Roster rosterOrEmpty() {
    return roster == null ? Roster.EMPTY : roster;
  }

  Privacy privacyOrNone() {
    return privacy == null ? Privacy.NONE : privacy;
  }

  Contacts with(Roster next) {
    return new Contacts(next, privacy, unreadAtMs, owing);
  }

  Contacts with(Privacy next) {
    return new Contacts(roster, next, unreadAtMs, owing);
  }

  Contacts withoutRoster() {
    return roster == null ? this : new Contacts(null, privacy, unreadAtMs, owing);
  }

  Contacts owing(boolean next) {
    return owing == next ? this : new Contacts(roster, privacy, unreadAtMs, next);
  }

  /** Tells whether the roster could not be read when it was needed last. */
  boolean isUnread() {
    return roster == null && unreadAtMs != 0;
  }
}
