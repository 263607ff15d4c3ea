package org.godwit.session.roster;

class FakeRosterStoreTests extends RosterStoreContract {

  private final FakeRosterStore store = new FakeRosterStore();

  @Override
  RosterStore store() {
    return store;
  }

  @Override
  RosterReader reader() {
    return store;
  }
}
