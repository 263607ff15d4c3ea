package org.godwit.auth.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Optional;
import java.util.function.Function;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * The accounts last looked at, bounded in number and age. Any thread.
 *
 * <p>That a JID has no account is remembered as well and just as long: otherwise the time of an
 * answer would tell who has one.
 */
final class AccountCache {

  private final Cache<Jid, Optional<Account>> cache;

  AccountCache(AccountProperties properties, Ticker ticker) {
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(properties.cacheSize())
            .expireAfterWrite(properties.cacheExpiry())
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Returns the account, loading it where it is not here. */
  @Nullable Account get(Jid jid, Function<Jid, @Nullable Account> loader) {
    Optional<Account> account = cache.getIfPresent(jid);
    if (account == null) {
      account = cache.get(jid, key -> Optional.ofNullable(loader.apply(key)));
    }
    return account.orElse(null);
  }

  /** Forgets the account: call it after the change is committed. */
  void forget(Jid jid) {
    cache.invalidate(jid);
  }
}
