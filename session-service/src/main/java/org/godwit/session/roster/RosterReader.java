package org.godwit.session.roster;

import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Reads rosters, for those who decide by them who may see what. Any thread; never blocks. */
public interface RosterReader {

  /**
   * Returns the roster of {@code account} with all changes that were asked for here before; an
   * empty one where the account has none. Fails where the database does not answer in time.
   */
  CompletionStage<Roster> roster(Jid account);

  /**
   * Returns the roster of {@code account} where it was read or changed here a short while ago; null
   * where it was not. It is up to date for accounts whose owner is this instance.
   */
  @Nullable Roster cached(Jid account);
}
