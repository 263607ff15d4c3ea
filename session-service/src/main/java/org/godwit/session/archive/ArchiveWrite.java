package org.godwit.session.archive;

import java.util.concurrent.CompletableFuture;
import org.godwit.session.account.ArchiveRow;
import org.godwit.store.PendingWrite;

/** One write that waits for its batch. */
sealed interface ArchiveWrite extends PendingWrite {

  /** Returns whose rows it changes. */
  String account();

  @Override
  default String key() {
    return account();
  }

  /** Archives a message. */
  record Insert(ArchiveRow row, CompletableFuture<Void> done) implements ArchiveWrite {
    @Override
    public String account() {
      return row.account();
    }

    @Override
    public int bytes() {
      return row.stanza().length + 256;
    }
  }

  /** Sets an account's preferences. */
  record SetPreferences(
      String account, ArchivePreferences preferences, CompletableFuture<Void> done)
      implements ArchiveWrite {}

  /** Deletes all of an account. */
  record DeleteAll(String account, CompletableFuture<Void> done) implements ArchiveWrite {}
}
