package org.godwit.auth.account;

/** What became of a change to an account. */
public sealed interface AccountOutcome {

  /** The change stands. */
  record Done() implements AccountOutcome {}

  /** There is such an account already. */
  record Exists() implements AccountOutcome {}

  /** There is no such account. */
  record Missing() implements AccountOutcome {}

  /** The account has changed since the revision that the change depends on. */
  record Stale() implements AccountOutcome {}

  /**
   * The password may not be used.
   *
   * @param reason a sentence without the password
   */
  record PasswordRefused(String reason) implements AccountOutcome {}

  /** The accounts of that host cannot be changed like that: they are somebody else's. */
  record Unsupported() implements AccountOutcome {}

  /** Too many passwords are being hashed: try again later. */
  record Busy() implements AccountOutcome {}
}
