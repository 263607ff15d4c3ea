package org.godwit.auth.fast;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The contract on the fake that other tests use. */
class InMemoryFastTokenStoreTests implements FastTokenStoreContract {

  private final Set<Object> accounts = new HashSet<>(List.of(ALICE, BOB));
  private final InMemoryFastTokenStore store = new InMemoryFastTokenStore(accounts::contains);

  @Override
  public FastTokenStore store() {
    return store;
  }

  @Override
  public void deleteAlice() {
    accounts.remove(ALICE);
    store.removeAll(ALICE);
  }
}
