package org.godwit.session.account;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.protocol.jid.Jid;

/**
 * Accounts that a request has removed, or whose sessions it ends, and whose streams end once it is
 * answered. Any thread.
 *
 * <p>What is lost with the process is done again: the request's record is not complete before.
 */
public final class AccountRemovals {

  private final Set<String> removed = ConcurrentHashMap.newKeySet();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  /** Says that {@code account} no longer exists; called before the request is answered. */
  public void removed(Jid account) {
    removed.add(account.bareText());
  }

  /** Says that the sessions of {@code account} end; called before the request is answered. */
  public void ended(Jid account) {
    ended.add(account.bareText());
  }

  boolean takeEnded(String account) {
    return ended.remove(account);
  }

  boolean take(String account) {
    return removed.remove(account);
  }
}
