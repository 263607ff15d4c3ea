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

  private final AccountRepositories repositories;
  private final AccountCache cache;
  private final PasswordHashing hashing;
  private final PasswordProperties passwords;
  private final InstantSource time;

  Accounts(
      AccountRepositories repositories,
      AccountCache cache,
      PasswordHashing hashing,
      PasswordProperties passwords,
      InstantSource time) {
    this.repositories = repositories;
    this.cache = cache;
    this.hashing = hashing;
    this.passwords = passwords;
    this.time = time;
  }

  /** Returns the account for a login, which may be as old as the cache allows; null if none. */
  public @Nullable Account forLogin(Jid jid) {
    return cache.get(jid, this::find);
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
    return switch (repositories.of(jid.domain())) {
      case AccountRepository.Keeping(AccountStore store, _) -> store.find(jid);
      case AccountRepository.TokenOnly(AccountStore store) -> store.find(jid);
      case AccountRepository.Foreign(UserDirectory users) ->
          users.exists(jid) ? Account.foreign(jid, true) : null;
    };
  }

  /** Returns who is to be shown the passwords of {@code domain}; null where they are kept here. */
  public @Nullable UserDirectory directoryOf(String domain) {
    return repositories.of(domain) instanceof AccountRepository.Foreign(UserDirectory users)
        ? users
        : null;
  }

  /** Tells whether accounts with passwords can be made at {@code domain}. */
  public boolean canCreate(String domain) {
    return repositories.of(domain).keepsPasswords();
  }

  /** Tells whether all accounts can be listed at once, without asking for each domain. */
  public boolean canListAll() {
    return repositories.single() != null;
  }

  /** Tells whether the accounts of {@code domain} can be listed. */
  public boolean canList(String domain) {
    return repositories.of(domain).kept() != null;
  }

  /**
   * Returns a page of accounts; see {@link AccountStore#list}.
   *
   * @param domain one that can be listed; null where all can be listed at once
   */
  public List<AccountSummary> list(@Nullable String domain, @Nullable Jid after, int limit) {
    AccountStore store = domain == null ? repositories.single() : repositories.of(domain).kept();
    if (store == null) {
      throw new IllegalArgumentException("domain: these accounts cannot be listed");
    }
    return store.list(domain, after, limit);
  }

  /**
   * Returns the account that an authorization server's token names, which is made where the host
   * has nothing but such accounts; null where there is none.
   */
  public @Nullable Account forToken(Jid jid) {
    Account known = forLogin(jid);
    if (known == null
        && repositories.of(jid.domain())
            instanceof AccountRepository.TokenOnly(AccountStore store)) {
      store.create(new Account(jid, true, time.instant().truncatedTo(ChronoUnit.MILLIS), Map.of()));
      cache.forget(jid);
      return forLogin(jid);
    }
    return known;
  }

  /** Makes an account: Done, Exists, PasswordRefused, Unsupported or Busy. */
  public AccountOutcome create(Jid jid, String password) {
    AccountStore store = withPasswords(jid);
    if (store == null) {
      return new AccountOutcome.Unsupported();
    }
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
   * Makes an account that another server had: Done, Exists, PasswordRefused, Unsupported or Busy.
   *
   * @param password null where nobody shall log in with one
   * @param created when it was made there
   */
  public AccountOutcome importAccount(
      Jid jid, @Nullable String password, boolean enabled, Instant created) {
    AccountStore store = withPasswords(jid);
    if (store == null) {
      return new AccountOutcome.Unsupported();
    }
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

  /** Sets the password: Done, Missing, PasswordRefused, Unsupported or Busy. */
  public AccountOutcome setPassword(Jid jid, String password) {
    return setPassword(jid, password, null);
  }

  /**
   * As the other, or Stale.
   *
   * @param revision which state of the account is to be changed; null for any
   */
  public AccountOutcome setPassword(Jid jid, String password, @Nullable String revision) {
    AccountStore store = withPasswords(jid);
    if (store == null) {
      return new AccountOutcome.Unsupported();
    }
    Hashed hashed = hash(jid.domain(), password);
    return switch (hashed) {
      case Hashed.Refused refused -> refused.outcome();
      case Hashed.Made made ->
          changed(jid, store.replaceCredentials(jid, made.credentials(), revision));
    };
  }

  /** Lets the account log in or not: Done, Missing or Unsupported. */
  public AccountOutcome setEnabled(Jid jid, boolean enabled) {
    return setEnabled(jid, enabled, null);
  }

  /** As the other, or Stale; {@code revision} as above. */
  public AccountOutcome setEnabled(Jid jid, boolean enabled, @Nullable String revision) {
    AccountStore store = kept(jid);
    return store == null
        ? new AccountOutcome.Unsupported()
        : changed(jid, store.setEnabled(jid, enabled, revision));
  }

  /** Removes the account: Done, Missing or Unsupported. */
  public AccountOutcome delete(Jid jid) {
    return delete(jid, null);
  }

  /** As the other, or Stale; {@code revision} as above. */
  public AccountOutcome delete(Jid jid, @Nullable String revision) {
    AccountStore store = kept(jid);
    return store == null
        ? new AccountOutcome.Unsupported()
        : changed(jid, store.delete(jid, revision));
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
    AccountStore store = withPasswords(account.jid());
    if (store == null || hashing.isCurrent(domain, account.credentials())) {
      return;
    }
    Map<ScramHash, ScramCredential> credentials = hashing.credentials(domain, preparedPassword);
    if (credentials != null) {
      store.replaceCredentials(account.jid(), credentials, account.revision());
      cache.forget(account.jid());
    }
  }

  /** Returns how many accounts {@code domain} has; 0 where they are somebody else's. */
  public long count(String domain) {
    AccountStore store = repositories.of(domain).kept();
    return store == null ? 0 : store.count(domain);
  }

  private @Nullable AccountStore kept(Jid jid) {
    return repositories.of(jid.domain()).kept();
  }

  /** Returns where accounts with passwords can be kept; null where they cannot. */
  private @Nullable AccountStore withPasswords(Jid jid) {
    AccountRepository repository = repositories.of(jid.domain());
    return repository.keepsPasswords() ? repository.kept() : null;
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
