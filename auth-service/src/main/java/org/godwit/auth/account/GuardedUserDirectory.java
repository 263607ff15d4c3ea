package org.godwit.auth.account;

import org.godwit.protocol.jid.Jid;

/** A directory behind a guard. Any thread; calls block, no longer than the guard allows. */
final class GuardedUserDirectory implements UserDirectory {

  private final UserDirectory users;
  private final RepositoryGuard guard;

  GuardedUserDirectory(UserDirectory users, RepositoryGuard guard) {
    this.users = users;
    this.guard = guard;
  }

  @Override
  public boolean exists(Jid account) {
    return guard.ask(() -> users.exists(account));
  }

  @Override
  public Check check(Jid account, String password) {
    return guard.ask(() -> users.check(account, password));
  }
}
