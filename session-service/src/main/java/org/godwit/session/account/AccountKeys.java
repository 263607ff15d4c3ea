package org.godwit.session.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The accounts in a partition's memory: all whose state is kept, and the absent ones that were
 * needed last. Guarded by the partition's lock.
 */
final class AccountKeys {

  private final int idleMax;
  private final Function<String, AccountKey> factory;
  private final Map<String, AccountKey> online = new HashMap<>();
  private final Map<String, AccountKey> idle = new LinkedHashMap<>(16, 0.75f, true);

  AccountKeys(int idleMax, Function<String, AccountKey> factory) {
    this.idleMax = idleMax;
    this.factory = factory;
  }

  AccountKey get(String key) {
    AccountKey found = online.get(key);
    if (found != null) {
      return found;
    }
    found = idle.get(key);
    if (found == null) {
      found = factory.apply(key);
      idle.put(key, found);
      shrink();
    }
    return found;
  }

  /** Puts the account where its state says it belongs. */
  void moved(AccountKey key) {
    String text = key.env().key();
    if (key.isStateful()) {
      idle.remove(text);
      online.put(text, key);
    } else {
      online.remove(text);
      idle.put(text, key);
      shrink();
    }
  }

  /** Returns the accounts whose state may name a stream. */
  List<AccountKey> all() {
    List<AccountKey> all = new ArrayList<>(online.size() + idle.size());
    all.addAll(online.values());
    for (AccountKey key : idle.values()) {
      if (!key.isForgettable()) {
        all.add(key);
      }
    }
    return all;
  }

  private void shrink() {
    int excess = idle.size() - idleMax;
    Iterator<AccountKey> oldest = idle.values().iterator();
    while (excess > 0 && oldest.hasNext()) {
      // The newest was put in for the record that is being handled.
      if (oldest.next().isForgettable() && oldest.hasNext()) {
        oldest.remove();
      }
      excess--;
    }
  }
}
