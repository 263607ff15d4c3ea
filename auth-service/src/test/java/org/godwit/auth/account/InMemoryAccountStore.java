package org.godwit.auth.account;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** The fake of {@link AccountStore}; it counts the looks, so that a cache can be seen to work. */
public final class InMemoryAccountStore implements AccountStore {

  private static final Comparator<Jid> ORDER =
      Comparator.comparing(Jid::domain).thenComparing(jid -> String.valueOf(jid.local()));

  private final ConcurrentSkipListMap<Jid, Account> accounts = new ConcurrentSkipListMap<>(ORDER);
  private final AtomicInteger finds = new AtomicInteger();

  public int finds() {
    return finds.get();
  }

  @Override
  public @Nullable Account find(Jid jid) {
    finds.incrementAndGet();
    return accounts.get(jid);
  }

  @Override
  public boolean create(Account account) {
    return accounts.putIfAbsent(account.jid(), account) == null;
  }

  @Override
  public boolean replaceCredentials(Jid jid, Map<ScramHash, ScramCredential> credentials) {
    return accounts.computeIfPresent(
            jid, (key, old) -> new Account(jid, old.enabled(), old.created(), credentials))
        != null;
  }

  @Override
  public boolean setEnabled(Jid jid, boolean enabled) {
    return accounts.computeIfPresent(
            jid, (key, old) -> new Account(jid, enabled, old.created(), old.credentials()))
        != null;
  }

  @Override
  public boolean delete(Jid jid) {
    return accounts.remove(jid) != null;
  }

  @Override
  public long count(String domain) {
    return accounts.keySet().stream().filter(jid -> jid.domain().equals(domain)).count();
  }

  @Override
  public List<AccountSummary> list(@Nullable String domain, @Nullable Jid after, int limit) {
    return accounts.values().stream()
        .filter(account -> domain == null || account.jid().domain().equals(domain))
        .filter(account -> after == null || ORDER.compare(account.jid(), after) > 0)
        .limit(limit)
        .map(account -> new AccountSummary(account.jid(), account.enabled(), account.created()))
        .toList();
  }
}
