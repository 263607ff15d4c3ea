package org.godwit.session.account;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's offline messages.
 *
 * @param existence whether the account exists
 * @param checkedAtMs when that was asked, in milliseconds since 1970
 * @param stored how many messages are stored; -1 where unknown
 * @param exact whether {@code stored} was counted, not only added up
 * @param backlog the delivery under way; null for none
 */
record Mailbox(
    Existence existence, long checkedAtMs, int stored, boolean exact, @Nullable Backlog backlog) {

  /** What is known of an account's existence. */
  enum Existence {
    /** Not asked yet. */
    UNKNOWN,
    /** It exists. */
    PRESENT,
    /** It does not. */
    ABSENT
  }

  /** Nothing is known. */
  static final Mailbox UNKNOWN = new Mailbox(Existence.UNKNOWN, 0, -1, false, null);

  Mailbox withBacklog(@Nullable Backlog next) {
    return new Mailbox(existence, checkedAtMs, stored, exact, next);
  }

  Mailbox withStored(int count, boolean counted) {
    return new Mailbox(existence, checkedAtMs, count, counted, backlog);
  }

  /** Takes what was asked for; a {@code count} of -1 means that the database did not say. */
  Mailbox checked(boolean exists, int count, long nowMs) {
    Existence found = exists ? Existence.PRESENT : Existence.ABSENT;
    return new Mailbox(found, nowMs, Math.max(count, 0), count >= 0, backlog);
  }

  Mailbox oneMore() {
    return stored < 0 ? this : withStored(stored + 1, false);
  }

  Mailbox oneLess() {
    return stored <= 0 ? this : withStored(stored - 1, exact);
  }

  /** Tells whether nothing is stored, for sure. */
  boolean isEmpty() {
    return stored == 0 && exact;
  }
}
