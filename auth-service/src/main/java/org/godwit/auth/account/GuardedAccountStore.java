package org.godwit.auth.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** A store behind a guard. Any thread; calls block, no longer than the guard allows. */
final class GuardedAccountStore implements AccountStore {

  private final Supplier<AccountStore> opened;
  private final RepositoryGuard guard;

  /**
   * Makes the store.
   *
   * @param opened gives the store behind the guard; may block and fail
   */
  GuardedAccountStore(Supplier<AccountStore> opened, RepositoryGuard guard) {
    this.opened = opened;
    this.guard = guard;
  }

  @Override
  public @Nullable Account find(Jid jid) {
    return guard.ask(() -> Optional.ofNullable(opened.get().find(jid))).orElse(null);
  }

  @Override
  public boolean create(Account account) {
    return guard.change(() -> opened.get().create(account));
  }

  @Override
  public StoreChange replaceCredentials(
      Jid jid, Map<ScramHash, ScramCredential> credentials, @Nullable String revision) {
    return guard.change(() -> opened.get().replaceCredentials(jid, credentials, revision));
  }

  @Override
  public StoreChange setEnabled(Jid jid, boolean enabled, @Nullable String revision) {
    return guard.change(() -> opened.get().setEnabled(jid, enabled, revision));
  }

  @Override
  public StoreChange delete(Jid jid, @Nullable String revision) {
    return guard.change(() -> opened.get().delete(jid, revision));
  }

  @Override
  public long count(String domain) {
    return guard.ask(() -> opened.get().count(domain));
  }

  @Override
  public List<AccountSummary> list(@Nullable String domain, @Nullable Jid after, int limit) {
    return guard.ask(() -> opened.get().list(domain, after, limit));
  }
}
