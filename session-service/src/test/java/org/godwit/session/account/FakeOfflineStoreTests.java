package org.godwit.session.account;

import org.godwit.session.offline.OfflineStoreContract;

/** The fake may be trusted: it passes the contract of the real store. */
class FakeOfflineStoreTests extends OfflineStoreContract {

  private final FakeOfflineStore store = new FakeOfflineStore();

  @Override
  protected OfflineStore store() {
    return store;
  }
}
