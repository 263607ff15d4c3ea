package org.godwit.session.xep0077_register;

import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;

/** Changes accounts. Any thread; never blocks. */
public interface AccountRegistry {

  /** What became of a request. */
  sealed interface Outcome {

    /** It is done. */
    record Done() implements Outcome {}

    /**
     * It was refused.
     *
     * @param condition why
     */
    record Refused(StanzaErrorCondition condition) implements Outcome {}

    /** Nobody could be asked; it may be tried again. */
    record Unavailable() implements Outcome {}
  }

  /** Sets the password of {@code account}, a bare JID. Never fails. */
  CompletionStage<Outcome> changePassword(Jid account, String password);

  /** Removes {@code account}, a bare JID; one that is absent counts as removed. Never fails. */
  CompletionStage<Outcome> remove(Jid account);
}
