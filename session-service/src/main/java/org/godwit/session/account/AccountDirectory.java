package org.godwit.session.account;

import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;

/** Tells which accounts exist. Any thread; never blocks. */
public interface AccountDirectory {

  /**
   * Tells whether {@code account} exists. Never fails: an account that cannot be asked for counts
   * as existing, so that no message is lost.
   *
   * @param account a bare JID of a served domain
   */
  CompletionStage<Boolean> exists(Jid account);
}
