package org.godwit.muc.store;

import org.godwit.muc.room.RoomStore;

class FakeRoomStoreTests extends RoomStoreContract {

  private final FakeRoomStore store = new FakeRoomStore();

  @Override
  protected RoomStore store() {
    return store;
  }
}
