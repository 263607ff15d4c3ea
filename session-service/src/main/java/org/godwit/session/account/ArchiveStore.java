package org.godwit.session.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where messages are archived. Any thread; never blocks.
 *
 * <p>Writes of one account take effect in the order of the calls. A write is tried until the
 * database takes it; its stage fails only where the data can never be stored.
 */
public interface ArchiveStore {

  /** Keeps nothing. */
  ArchiveStore NONE =
      new ArchiveStore() {
        @Override
        public CompletionStage<Void> insert(ArchiveRow row) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> deleteAll(String account) {
          return CompletableFuture.completedStage(null);
        }
      };

  /**
   * Archives a message, where the account's preferences allow that; one with the same id is left as
   * it is.
   */
  CompletionStage<Void> insert(ArchiveRow row);

  /** Deletes the whole archive of {@code account}, and its preferences. */
  CompletionStage<Void> deleteAll(String account);
}
