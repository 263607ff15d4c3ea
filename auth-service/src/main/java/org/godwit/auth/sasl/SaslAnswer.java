package org.godwit.auth.sasl;

import org.godwit.auth.fast.IssuedToken;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What a peer is to be told. Data is in Base64. */
public sealed interface SaslAnswer {

  /**
   * The peer has to send more.
   *
   * @param data the content of the challenge; may be empty
   * @param state to come back with the peer's answer
   */
  record Challenge(String data, String state) implements SaslAnswer {
    @Override
    public String toString() {
      return "Challenge";
    }
  }

  /**
   * The peer is logged in.
   *
   * @param account its bare JID
   * @param data the content of the success, or null
   * @param token what it may log in with the next time, or null for nothing
   */
  record Success(Jid account, @Nullable String data, @Nullable IssuedToken token)
      implements SaslAnswer {
    @Override
    public String toString() {
      return "Success";
    }
  }

  /**
   * The peer is not logged in.
   *
   * @param condition the SASL condition
   * @param text a sentence for the peer's developer, or null
   * @param retryAfter seconds that the peer has to wait because too many logins have failed; 0
   *     where that is not why
   */
  record Failure(SaslCondition condition, @Nullable String text, long retryAfter)
      implements SaslAnswer {

    /** A failure of this exchange alone. */
    public Failure(SaslCondition condition, @Nullable String text) {
      this(condition, text, 0);
    }
  }
}
