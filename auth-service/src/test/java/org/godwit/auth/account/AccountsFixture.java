package org.godwit.auth.account;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;

/** Accounts on a fake store, for the tests of what stands on accounts. */
public final class AccountsFixture {

  private AccountsFixture() {}

  public static Accounts accounts(
      AccountStore store, PasswordHashing hashing, PasswordProperties passwords, Ticker ticker) {
    return accounts(AccountRepositories.only(store), hashing, passwords, ticker);
  }

  public static Accounts accounts(
      AccountRepositories repositories,
      PasswordHashing hashing,
      PasswordProperties passwords,
      Ticker ticker) {
    AccountCache cache =
        new AccountCache(
            new AccountProperties(
                100, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30)),
            ticker);
    InstantSource time = InstantSource.fixed(Instant.parse("2026-03-01T10:15:30Z"));
    return new Accounts(repositories, cache, hashing, passwords, time);
  }
}
