package org.godwit.auth.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells which repository the accounts of a host are in. Any thread; never blocks. */
public final class AccountRepositories {

  private final AccountRepository fallback;
  private final Map<String, AccountRepository> byDomain;

  /**
   * Makes the table.
   *
   * @param fallback for all hosts that have none of their own
   * @param byDomain by prepared domainpart
   */
  public AccountRepositories(AccountRepository fallback, Map<String, AccountRepository> byDomain) {
    this.fallback = fallback;
    this.byDomain = Map.copyOf(byDomain);
  }

  /** Makes a table where all accounts are in {@code store}. */
  public static AccountRepositories only(AccountStore store) {
    return new AccountRepositories(new AccountRepository.Keeping(store, null), Map.of());
  }

  /** Returns the repository of {@code domain}, a prepared domainpart. */
  public AccountRepository of(String domain) {
    return byDomain.getOrDefault(domain, fallback);
  }

  /** Returns the database that {@code domain} has of its own, or null where it has none. */
  public @Nullable AccountDatabase databaseOf(String domain) {
    return of(domain) instanceof AccountRepository.Keeping(_, AccountDatabase database)
        ? database
        : null;
  }

  /** Returns the one store of all hosts; null where there is more than one, or none. */
  @Nullable AccountStore single() {
    return byDomain.isEmpty() ? fallback.kept() : null;
  }
}
