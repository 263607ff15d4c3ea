package org.godwit.auth.account;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordPreparation;
import org.godwit.auth.credential.PasswordProperties;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Makes, finds, changes and removes accounts. Any thread; calls block. All JIDs are bare. */
public final class Accounts {

  private final AccountStore store;
  private final AccountCache cache;
  private final PasswordHashing hashing;
  private final PasswordProperties passwords;
  private final InstantSource time;

  Accounts(
      AccountStore store,
      AccountCache cache,
      PasswordHashing hashing,
      PasswordProperties passwords,
      InstantSource time) {
    this.store = store;
    this.cache = cache;
    this.hashing = hashing;
    this.passwords = passwords;
    this.time = time;
  }

  /** Returns the account for a login, which may be as old as the cache allows; null if none. */
  public @Nullable Account forLogin(Jid jid) {
    return cache.get(jid, store::find);
  }

  /**
   * Makes the next login look at the store again. Called after each failed login, so that a
   * password or account that another instance has just set works at the second attempt.
   */
  public void loginFailed(Jid jid) {
    cache.forget(jid);
  }

  /** Returns the account as it is in the store now, or null where there is none. */
  public @Nullable Account find(Jid jid) {
    return store.find(jid);
  }

  /** Returns a page of accounts; see {@link AccountStore#list}. */
  public List<AccountSummary> list(@Nullable String domain, @Nullable Jid after, int limit) {
    return store.list(domain, after, limit);
  }

  /** Makes an account: Done, Exists, PasswordRefused or Busy. */
  public AccountOutcome create(Jid jid, String password) {
    if (store.find(jid) != null) {
      // Found out before the costly hashing; the store refuses a second one in any case.
      return new AccountOutcome.Exists();
    }
    Hashed hashed = hash(jid.domain(), password);
    return switch (hashed) {
      case Hashed.Refused refused -> refused.outcome();
      case Hashed.Made made -> {
        // The store keeps milliseconds: what is answered now is what is read later.
        Account account =
            new Account(
                jid, true, time.instant().truncatedTo(ChronoUnit.MILLIS), made.credentials());
        boolean created = store.create(account);
        cache.forget(jid);
        yield created ? new AccountOutcome.Done() : new AccountOutcome.Exists();
      }
    };
  }

  /**
   * Makes an account that another server had: Done, Exists, PasswordRefused or Busy.
   *
   * @param password null where nobody shall log in with one
   * @param created when it was made there
   */
  public AccountOutcome importAccount(
      Jid jid, @Nullable String password, boolean enabled, Instant created) {
    if (store.find(jid) != null) {
      return new AccountOutcome.Exists();
    }
    Map<ScramHash, ScramCredential> credentials = Map.of();
    if (password != null && !password.isEmpty()) {
      switch (hash(jid.domain(), password)) {
        case Hashed.Refused refused -> {
          return refused.outcome();
        }
        case Hashed.Made made -> credentials = made.credentials();
      }
    }
    Instant kept = created.truncatedTo(ChronoUnit.MILLIS);
    boolean isNew = store.create(new Account(jid, enabled, kept, credentials));
    cache.forget(jid);
    return isNew ? new AccountOutcome.Done() : new AccountOutcome.Exists();
  }

  /** Sets the password: Done, Missing, PasswordRefused or Busy. */
  public AccountOutcome setPassword(Jid jid, String password) {
    return setPassword(jid, password, null);
  }

  /**
   * As the other, or Stale.
   *
   * @param revision which state of the account is to be changed; null for any
   */
  public AccountOutcome setPassword(Jid jid, String password, @Nullable String revision) {
    Hashed hashed = hash(jid.domain(), password);
    return switch (hashed) {
      case Hashed.Refused refused -> refused.outcome();
      case Hashed.Made made ->
          changed(jid, store.replaceCredentials(jid, made.credentials(), revision));
    };
  }

  /** Lets the account log in or not: Done or Missing. */
  public AccountOutcome setEnabled(Jid jid, boolean enabled) {
    return setEnabled(jid, enabled, null);
  }

  /** As the other, or Stale; {@code revision} as above. */
  public AccountOutcome setEnabled(Jid jid, boolean enabled, @Nullable String revision) {
    return changed(jid, store.setEnabled(jid, enabled, revision));
  }

  /** Removes the account: Done or Missing. */
  public AccountOutcome delete(Jid jid) {
    return delete(jid, null);
  }

  /** As the other, or Stale; {@code revision} as above. */
  public AccountOutcome delete(Jid jid, @Nullable String revision) {
    return changed(jid, store.delete(jid, revision));
  }

  /**
   * Makes the credentials of an account anew from its password, where they lack a hash or have
   * fewer iterations than its host asks for. Nothing happens where somebody changes the account at
   * the same time, or where too many passwords are being hashed.
   *
   * @param account as it was read
   * @param preparedPassword its password, which the login has shown to be right
   */
  public void upgrade(Account account, String preparedPassword) {
    String domain = account.jid().domain();
    if (hashing.isCurrent(domain, account.credentials())) {
      return;
    }
    Map<ScramHash, ScramCredential> credentials = hashing.credentials(domain, preparedPassword);
    if (credentials != null) {
      store.replaceCredentials(account.jid(), credentials, account.revision());
      cache.forget(account.jid());
    }
  }

  /** Returns how many accounts {@code domain} has. */
  public long count(String domain) {
    return store.count(domain);
  }

  private AccountOutcome changed(Jid jid, StoreChange change) {
    cache.forget(jid);
    return switch (change) {
      case DONE -> new AccountOutcome.Done();
      case MISSING -> new AccountOutcome.Missing();
      case STALE -> new AccountOutcome.Stale();
    };
  }

  private Hashed hash(String domain, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < passwords.lengthMin() || length > passwords.lengthMax()) {
      return refused(
          "A password has "
              + passwords.lengthMin()
              + " to "
              + passwords.lengthMax()
              + " characters.");
    }
    String prepared = PasswordPreparation.prepare(password);
    if (prepared == null) {
      return refused("The password has a character that passwords must not have.");
    }
    Map<ScramHash, ScramCredential> credentials = hashing.credentials(domain, prepared);
    return credentials == null
        ? new Hashed.Refused(new AccountOutcome.Busy())
        : new Hashed.Made(credentials);
  }

  private static Hashed refused(String reason) {
    return new Hashed.Refused(new AccountOutcome.PasswordRefused(reason));
  }

  private sealed interface Hashed {
    record Made(Map<ScramHash, ScramCredential> credentials) implements Hashed {}

    record Refused(AccountOutcome outcome) implements Hashed {}
  }
}
