package org.godwit.session.account;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where stanzas wait for absent users. Any thread; never blocks.
 *
 * <p>Writes of one account take effect in the order of the calls, and its reads see all writes that
 * were asked for before. A write is tried until the database takes it; its stage fails only where
 * the data can never be stored. A read fails where the database does not answer in time.
 */
public interface OfflineStore {

  /** Stores {@code row}; a row with the same id is left as it is. */
  CompletionStage<Void> insert(OfflineRow row);

  /** Deletes one row; one that is absent is no error. */
  CompletionStage<Void> delete(String account, OfflineId id);

  /** Deletes all rows of {@code account}. */
  CompletionStage<Void> deleteAll(String account);

  /**
   * Keeps a row that was anybody's for one stream; one that is absent, or another's, is left as it
   * is.
   */
  CompletionStage<Void> mark(String account, OfflineId id, String stream);

  /** Makes a row that was kept for {@code stream} anybody's; any other is left as it is. */
  CompletionStage<Void> unmark(String account, OfflineId id, String stream);

  /**
   * Deletes a row for {@code stream} alone; one that is absent, or another's, is left as it is.
   *
   * @param offset offset of the record that brought it
   * @param index which row of that record
   */
  CompletionStage<Void> deleteKept(String account, String stream, long offset, int index);

  /**
   * Returns the oldest rows of {@code account}, in order, whomever they are for.
   *
   * @param after where to begin, exclusive; null for the oldest of all
   * @param rowsMax how many at most, from 1
   */
  CompletionStage<List<OfflineRow>> load(String account, @Nullable OfflineId after, int rowsMax);

  /**
   * Returns the oldest rows for {@code stream} alone, in order.
   *
   * @param rowsMax how many at most, from 1
   */
  CompletionStage<List<OfflineRow>> loadKept(String account, String stream, int rowsMax);

  /** Returns how many rows wait for {@code account}. */
  CompletionStage<Integer> count(String account);
}
