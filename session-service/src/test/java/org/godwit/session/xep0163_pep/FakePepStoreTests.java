package org.godwit.session.xep0163_pep;

class FakePepStoreTests extends PepStoreContract {

  private final FakePepStore store = new FakePepStore();

  @Override
  protected PepStore store() {
    return store;
  }
}
