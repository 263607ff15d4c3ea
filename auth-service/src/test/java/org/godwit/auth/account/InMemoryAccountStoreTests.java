package org.godwit.auth.account;

/** Shows that the fake may be trusted. */
class InMemoryAccountStoreTests implements AccountStoreContract {

  private final InMemoryAccountStore store = new InMemoryAccountStore();

  @Override
  public AccountStore store() {
    return store;
  }
}
