package org.godwit.muc.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.godwit.muc.room.Change;
import org.godwit.protocol.jid.Jid;
import org.godwit.store.PendingWrite;

/**
 * Changes of one room on their way to the database.
 *
 * @param room the room
 * @param changes what changes
 * @param done ends when they are committed
 */
record RoomWrite(Jid room, List<Change> changes, CompletableFuture<Void> done)
    implements PendingWrite {

  @Override
  public String key() {
    return room.toString();
  }
}
