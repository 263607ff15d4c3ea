package org.godwit.auth.account;

/** What has happened to an account that concerns other services. */
public enum AccountEventKind {
  /** It may not log in any more: its streams end. */
  DISABLED,
  /** It is gone: its streams end, and everything that is kept of it is erased. */
  REMOVED,
  /** It and another become contacts of each other, because of an invitation. */
  CONTACT
}
