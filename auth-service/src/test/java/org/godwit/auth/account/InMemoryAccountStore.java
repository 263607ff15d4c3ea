package org.godwit.auth.account;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** The fake of {@link AccountStore}; it counts the looks, so that a cache can be seen to work. */
public final class InMemoryAccountStore implements AccountStore {

  private static final Comparator<Jid> ORDER =
      Comparator.comparing(Jid::domain).thenComparing(jid -> String.valueOf(jid.local()));

  private final ConcurrentSkipListMap<Jid, Account> accounts = new ConcurrentSkipListMap<>(ORDER);
  private final AtomicInteger revisions = new AtomicInteger();
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
    return accounts.putIfAbsent(account.jid(), revised(account)) == null;
  }

  private Account revised(Account next) {
    return new Account(
        next.jid(),
        next.enabled(),
        next.created(),
        next.credentials(),
        next.lastLogin(),
        "r" + revisions.incrementAndGet());
  }

  @Override
  public StoreChange replaceCredentials(
      Jid jid, Map<ScramHash, ScramCredential> credentials, @Nullable String revision) {
    return change(
        jid, revision, old -> new Account(jid, old.enabled(), old.created(), credentials));
  }

  @Override
  public StoreChange setEnabled(Jid jid, boolean enabled, @Nullable String revision) {
    return change(
        jid, revision, old -> new Account(jid, enabled, old.created(), old.credentials()));
  }

  @Override
  public StoreChange delete(Jid jid, @Nullable String revision) {
    Account old = accounts.get(jid);
    if (old == null) {
      return StoreChange.MISSING;
    }
    return revision != null && !revision.equals(old.revision())
        ? StoreChange.STALE
        : accounts.remove(jid, old) ? StoreChange.DONE : StoreChange.MISSING;
  }

  private StoreChange change(Jid jid, @Nullable String revision, UnaryOperator<Account> change) {
    AtomicReference<StoreChange> made = new AtomicReference<>(StoreChange.MISSING);
    accounts.computeIfPresent(
        jid,
        (key, old) -> {
          boolean isStale = revision != null && !revision.equals(old.revision());
          made.set(isStale ? StoreChange.STALE : StoreChange.DONE);
          return isStale ? old : revised(change.apply(old));
        });
    return Objects.requireNonNull(made.get());
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
        .map(account ->
            new AccountSummary(
                account.jid(), account.enabled(), account.created(), account.lastLogin()))
        .toList();
  }
}
