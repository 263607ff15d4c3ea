package org.godwit.session.account;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that a request has removed, or whose sessions it ends, and whose streams end once it is
 * answered. Any thread.
 *
 * <p>What is lost with the process is done again: the request's record is not complete before.
 */
public final class AccountRemovals {

  private final Map<String, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();
  private final Map<String, AccountInput.Ending> ended = new ConcurrentHashMap<>();

  /**
   * Says that a request of {@code account} itself is removing it. Others tell of the same removal,
   * maybe before the answer: what they ask for waits for it, so that the client gets it before its
   * stream ends (XEP-0077, section 3.2).
   */
  public void leaving(Jid account) {
    leaving.put(account.bareText(), new CompletableFuture<>());
  }

  /** Says that the request has been answered: what waits for it goes on. */
  public void answered(Jid account) {
    answered(account.bareText());
  }

  void answered(String account) {
    CompletableFuture<Void> waited = leaving.remove(account);
    if (waited != null) {
      waited.complete(null);
    }
  }

  /** Returns what ends when no request of {@code account} itself is removing it. */
  public CompletionStage<Void> left(Jid account) {
    CompletableFuture<Void> answered = leaving.get(account.bareText());
    return answered == null ? CompletableFuture.completedFuture(null) : answered;
  }

  /** Says that {@code account} no longer exists; called before the request is answered. */
  public void removed(Jid account) {
    removed.add(account.bareText());
  }

  /**
   * Says that sessions of {@code account} end; called before the request is answered.
   *
   * @param resource the only one; null for all
   */
  public void ended(Jid account, @Nullable String resource) {
    ended.put(account.bareText(), new AccountInput.Ending(resource));
  }

  AccountInput.@Nullable Ending takeEnded(String account) {
    return ended.remove(account);
  }

  boolean take(String account) {
    return removed.remove(account);
  }
}
