package org.godwit.auth.account;

import org.jspecify.annotations.Nullable;

/** Where the accounts of a host are, and what can be done with them there. */
public sealed interface AccountRepository {

  /**
   * Keeps accounts, and keys of their passwords.
   *
   * @param database the database of its own that the store is on; null for the service's
   */
  record Keeping(AccountStore store, @Nullable AccountDatabase database)
      implements AccountRepository {}

  /**
   * Keeps accounts that nobody has a password for: an authorization server's tokens let them in
   * (RFC 7628), and each is made at its first login.
   */
  record TokenOnly(AccountStore store) implements AccountRepository {}

  /** Asks somebody else, who has the users and their passwords; nothing can be changed there. */
  record Foreign(UserDirectory users) implements AccountRepository {}

  /** Tells whether there are keys that SCRAM (RFC 5802) can use. */
  default boolean keepsPasswords() {
    return this instanceof Keeping;
  }

  /** Tells whether a password can be shown to it. */
  default boolean checksPasswords() {
    return !(this instanceof TokenOnly);
  }

  /** Returns where the accounts are kept; null where they are somebody else's. */
  default @Nullable AccountStore kept() {
    return switch (this) {
      case Keeping(AccountStore store, _) -> store;
      case TokenOnly(AccountStore store) -> store;
      case Foreign _ -> null;
    };
  }
}
