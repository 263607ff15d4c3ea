package org.godwit.session.xep0012_last;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;

/** Tells when accounts were last seen. Any thread; never blocks. */
public interface LastActivityStore {

  /**
   * The end of an account's presence.
   *
   * @param at when it went
   * @param status the status that it left with; empty for none
   */
  record Seen(Instant at, String status) {}

  /** Returns when {@code account} went; empty where it was never here. */
  CompletionStage<Optional<Seen>> find(Jid account);

  /** Tells whether {@code contact} may see the presence of {@code account}. */
  CompletionStage<Boolean> maySee(Jid account, Jid contact);
}
