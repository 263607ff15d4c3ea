package org.godwit.session.roster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;

/** Tells what contacts may know of accounts that have no session. Any thread; never blocks. */
@FunctionalInterface
public interface AbsenceReader {

  /** Knows nobody's contacts. */
  AbsenceReader NONE = (account, contact) -> CompletableFuture.completedFuture(Absence.STRANGER);

  /**
   * Returns what {@code contact}, a bare JID, may know of {@code account}, after all changes that
   * were asked for here before. Fails where the database does not answer.
   */
  CompletionStage<Absence> find(String account, Jid contact);
}
