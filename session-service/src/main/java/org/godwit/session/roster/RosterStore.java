package org.godwit.session.roster;

import java.util.concurrent.CompletionStage;

/**
 * Where rosters are kept. Any thread; never blocks.
 *
 * <p>Writes of one account take effect in the order of the calls, and its reads see all writes that
 * were asked for before. A write is tried until the database takes it; its stage fails only where
 * the data can never be stored. A read fails where the database does not answer in time.
 */
public interface RosterStore {

  /** The longest account, in characters, that may have a roster. */
  int ACCOUNT_CHARS_MAX = 700;

  /** Returns the roster of {@code account}; an empty one where there is none. */
  CompletionStage<Roster> load(String account);

  /** Writes {@code change}; one that was written before changes nothing. */
  CompletionStage<Void> write(String account, RosterChange change);

  /** Deletes all of {@code account}. */
  CompletionStage<Void> deleteAll(String account);
}
