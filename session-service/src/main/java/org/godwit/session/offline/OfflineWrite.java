package org.godwit.session.offline;

import java.util.concurrent.CompletableFuture;
import org.godwit.session.account.OfflineId;
import org.godwit.session.account.OfflineRow;
import org.godwit.store.PendingWrite;

/** One write that waits for its batch. */
sealed interface OfflineWrite extends PendingWrite {

  /** Returns whose rows it changes. */
  String account();

  @Override
  default String key() {
    return account();
  }

  /** Stores a message. */
  record Insert(OfflineRow row, CompletableFuture<Void> done) implements OfflineWrite {
    @Override
    public String account() {
      return row.account();
    }

    @Override
    public int bytes() {
      return row.stanza().length + 256;
    }
  }

  /** Deletes a message. */
  record Delete(String account, OfflineId id, CompletableFuture<Void> done)
      implements OfflineWrite {}

  /** Keeps a message for one stream. */
  record Mark(String account, OfflineId id, String stream, CompletableFuture<Void> done)
      implements OfflineWrite {}

  /** Makes a message that was kept for a stream anybody's. */
  record Unmark(String account, OfflineId id, String stream, CompletableFuture<Void> done)
      implements OfflineWrite {}

  /** Deletes a message for one stream alone. */
  record DeleteKept(
      String account, String stream, long offset, int index, CompletableFuture<Void> done)
      implements OfflineWrite {}

  /** Deletes all messages of an account. */
  record DeleteAll(String account, CompletableFuture<Void> done) implements OfflineWrite {}
}
