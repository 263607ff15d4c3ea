package org.godwit.session.roster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Rosters in memory. */
public final class FakeRosterStore implements RosterStore, RosterReader {

  private final Map<String, Roster> rosters = new HashMap<>();

  @Override
  public synchronized CompletionStage<Roster> load(String account) {
    return CompletableFuture.completedFuture(rosters.getOrDefault(account, Roster.EMPTY));
  }

  @Override
  public synchronized CompletionStage<@Nullable Void> write(String account, RosterChange change) {
    Map<Jid, RosterItem> items = new HashMap<>();
    rosters.getOrDefault(account, Roster.EMPTY).items().forEach(i -> items.put(i.jid(), i));
    change.put().forEach(item -> items.put(item.jid(), item));
    change.removed().forEach(items::remove);
    rosters.put(account, Roster.of(items.values(), change.version()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<@Nullable Void> deleteAll(String account) {
    rosters.remove(account);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Roster> roster(Jid account) {
    return load(account.bareText());
  }

  @Override
  public synchronized @Nullable Roster cached(Jid account) {
    return rosters.get(account.bareText());
  }
}
