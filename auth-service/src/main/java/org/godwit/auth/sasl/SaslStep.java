package org.godwit.auth.sasl;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What a mechanism decides about one message of the peer. */
sealed interface SaslStep {

  /**
   * The peer has to answer.
   *
   * @param data what it is sent; may be empty
   * @param next what has to be known when the answer comes
   */
  record Challenge(byte[] data, SaslState next) implements SaslStep {
    @Override
    public String toString() {
      return "Challenge[next=" + next + "]";
    }
  }

  /**
   * The peer has shown that it is the account.
   *
   * @param account the bare JID
   * @param data what it is sent with the success, or null for nothing
   * @param isTokenDue whether it used a token that is due to be replaced
   */
  record Success(Jid account, byte @Nullable [] data, boolean isTokenDue) implements SaslStep {
    Success(Jid account, byte @Nullable [] data) {
      this(account, data, false);
    }

    @Override
    public String toString() {
      return "Success";
    }
  }

  /**
   * The exchange is over.
   *
   * @param condition why
   * @param text a sentence for the peer's developer, or null; never what the peer sent
   * @param claimed the account that the peer said it is; null where there is none
   */
  record Failure(SaslCondition condition, @Nullable String text, @Nullable Jid claimed)
      implements SaslStep {
    Failure(SaslCondition condition, @Nullable String text) {
      this(condition, text, null);
    }
  }

  /**
   * Nobody may try at the moment, because too many have failed before.
   *
   * @param seconds how long that lasts, at least 1
   */
  record Delayed(long seconds) implements SaslStep {}
}
