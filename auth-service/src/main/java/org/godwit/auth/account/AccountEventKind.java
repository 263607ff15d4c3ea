package org.godwit.auth.account;

/** What has happened to an account that concerns other services. */
public enum AccountEventKind {
  /** It may not log in any more: its streams end. */
  DISABLED,
  /** It is gone: its streams end, and everything that is kept of it is erased. */
  REMOVED,
  /** It and another become contacts of each other, because of an invitation. */
  CONTACT,
  /** Its streams end; it may log in again. */
  SESSIONS_ENDED;

  /** Tells whether it is told once: nobody can undo it by what they remember. */
  boolean isToldOnce() {
    return switch (this) {
      case CONTACT, SESSIONS_ENDED -> true;
      case DISABLED, REMOVED -> false;
    };
  }
}
