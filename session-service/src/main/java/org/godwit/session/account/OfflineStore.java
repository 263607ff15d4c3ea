package org.godwit.session.account;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where messages wait for absent users. Any thread; never blocks.
 *
 * <p>Writes of one account take effect in the order of the calls, and its reads see all writes that
 * were asked for before. A write is tried until the database takes it; its stage fails only where
 * the data can never be stored. A read fails where the database does not answer in time.
 */
public interface OfflineStore {

  /** Stores {@code row}; a row with the same id is left as it is. */
  CompletionStage<Void> insert(OfflineRow row);

  /** Deletes one message; one that is absent is no error. */
  CompletionStage<Void> delete(String account, OfflineId id);

  /** Deletes all messages of {@code account}. */
  CompletionStage<Void> deleteAll(String account);

  /**
   * Returns the oldest messages of {@code account}, in order.
   *
   * @param after where to begin, exclusive; null for the oldest of all
   * @param rowsMax how many at most, from 1
   */
  CompletionStage<List<OfflineRow>> load(String account, @Nullable OfflineId after, int rowsMax);

  /** Returns how many messages wait for {@code account}. */
  CompletionStage<Integer> count(String account);
}
