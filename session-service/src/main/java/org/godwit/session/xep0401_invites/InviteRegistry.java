package org.godwit.session.xep0401_invites;

import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;

/** Makes invitations. Any thread; never blocks. */
public interface InviteRegistry {

  /**
   * An invitation that somebody wants to their own host.
   *
   * @param inviter the bare JID of who asks
   * @param username the localpart that it is for; null for any
   * @param contact whether inviter and new account become contacts of each other
   * @param admin whether who asks is an administrator
   */
  record Wish(Jid inviter, @Nullable String username, boolean contact, boolean admin) {}

  /** What became of it. */
  sealed interface Answer {

    /**
     * It is made.
     *
     * @param uri the {@code xmpp:} URI, with the token
     * @param landingUrl where a browser goes; null for nowhere
     * @param expires until when it is good (XEP-0082)
     */
    record Made(String uri, @Nullable String landingUrl, String expires) implements Answer {
      @Override
      public String toString() {
        return "Made";
      }
    }

    /**
     * It was refused.
     *
     * @param condition why
     */
    record Refused(StanzaErrorCondition condition) implements Answer {}

    /** Nobody could be asked; it may be tried again. */
    record Unavailable() implements Answer {}
  }

  /** Makes an invitation. Never fails. */
  CompletionStage<Answer> invite(Wish wish);
}
