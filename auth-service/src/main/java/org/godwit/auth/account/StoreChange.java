package org.godwit.auth.account;

/** What became of a change in a store. */
public enum StoreChange {
  /** It stands. */
  DONE,
  /** There is no such account. */
  MISSING,
  /** The account has changed since the revision that the change depends on. */
  STALE
}
