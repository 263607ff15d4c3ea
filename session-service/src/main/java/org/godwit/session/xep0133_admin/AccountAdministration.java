package org.godwit.session.xep0133_admin;

import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.xep0077_register.AccountRegistry;

/** What administrators do with accounts. Any thread; never blocks. */
public interface AccountAdministration extends AccountRegistry {

  /** Makes {@code account}, a bare JID. Never fails. */
  CompletionStage<Outcome> create(Jid account, String password);

  /** Lets {@code account} log in, or not. Never fails. */
  CompletionStage<Outcome> setEnabled(Jid account, boolean enabled);
}
