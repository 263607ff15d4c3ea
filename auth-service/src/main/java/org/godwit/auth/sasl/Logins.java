package org.godwit.auth.sasl;

import java.util.function.Consumer;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.account.UserDirectory;
import org.godwit.auth.attempts.LoginDelays;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What all mechanisms need of accounts. Any thread; calls block for the database. */
final class Logins {

  private final Accounts accounts;
  private final FakeCredentials fakes;
  private final LoginDelays delays;
  private final Consumer<Jid> lastLogins;

  /**
   * @param lastLogins told of each account that has logged in; never blocks
   */
  Logins(Accounts accounts, FakeCredentials fakes, LoginDelays delays, Consumer<Jid> lastLogins) {
    this.lastLogins = lastLogins;
    this.accounts = accounts;
    this.fakes = fakes;
    this.delays = delays;
  }

  /** Returns the account, or null where there is none. */
  @Nullable Account find(Jid jid) {
    return accounts.forLogin(jid);
  }

  /**
   * Returns the account that an authorization server's token names, or null where there is none.
   */
  @Nullable Account findForToken(Jid jid) {
    return accounts.forToken(jid);
  }

  /** Returns who is to be shown the passwords of {@code domain}; null where they are kept here. */
  @Nullable UserDirectory directoryOf(String domain) {
    return accounts.directoryOf(domain);
  }

  /** Returns what is kept of a password, made up where there is no account. */
  ScramCredential credential(ScramHash hash, Jid jid, @Nullable Account account) {
    ScramCredential credential = account == null ? null : account.credentials().get(hash);
    return credential == null ? fakes.of(hash, jid) : credential;
  }

  /** Returns why nobody may try a password of {@code jid} now; null where somebody may. */
  SaslStep.@Nullable Delayed delay(Jid jid) {
    return delayed(delays.waitOf(jid));
  }

  /** Returns why nobody may log in from {@code address} now; null where somebody may. */
  SaslStep.@Nullable Delayed delay(@Nullable String address) {
    return delayed(delays.waitOf(address));
  }

  private static SaslStep.@Nullable Delayed delayed(long seconds) {
    return seconds == 0 ? null : new SaslStep.Delayed(seconds);
  }

  /** An exchange from {@code address} ended with {@code step}. */
  void onEnd(@Nullable String address, SaslStep step) {
    if (step instanceof SaslStep.Failure(SaslCondition condition, _, _)
        && (condition == SaslCondition.NOT_AUTHORIZED
            || condition == SaslCondition.CREDENTIALS_EXPIRED
            || condition == SaslCondition.INVALID_AUTHZID)) {
      delays.onFailure(address);
    }
  }

  /**
   * Counts what came of a password. Only who knows it is told that the account is disabled.
   *
   * @param account null where there is none
   */
  SaslStep judged(Jid jid, @Nullable Account account, SaslStep step) {
    if (!(step instanceof SaslStep.Success)) {
      delays.onFailure(jid);
      accounts.loginFailed(jid);
      // A name without an account may be a password in the wrong field: it is told to nobody.
      return step instanceof SaslStep.Failure(SaslCondition condition, String text, _)
          ? new SaslStep.Failure(condition, text, account == null ? null : jid)
          : step;
    }
    delays.onSuccess(jid);
    if (account == null) {
      throw new IllegalStateException("made-up credentials were proven");
    }
    return admitted(account, step);
  }

  /** Makes an account's credentials anew where they are old: its password was right. */
  void upgrade(Account account, String preparedPassword) {
    accounts.upgrade(account, preparedPassword);
  }

  /** {@code account}, which exists, has logged in. */
  void onLogin(Jid account) {
    lastLogins.accept(account);
  }

  /** Returns {@code step} where the account may log in. */
  static SaslStep admitted(Account account, SaslStep step) {
    return account.enabled()
        ? step
        : new SaslStep.Failure(SaslCondition.ACCOUNT_DISABLED, null, account.jid());
  }
}
