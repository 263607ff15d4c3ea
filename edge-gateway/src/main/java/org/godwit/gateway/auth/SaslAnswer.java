package org.godwit.gateway.auth;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What a step of a SASL exchange led to. */
public sealed interface SaslAnswer {
  /**
   * The exchange goes on.
   *
   * @param data for the client, in base64
   * @param state sealed state for the next step
   */
  record Challenge(String data, String state) implements SaslAnswer {
    @Override
    public String toString() {
      return "Challenge";
    }
  }

  /**
   * The client is authenticated.
   *
   * @param data for the client, in base64; null for none
   * @param account its bare JID
   * @param token what it may log in with the next time; null for nothing
   */
  record Success(@Nullable String data, Jid account, @Nullable Token token) implements SaslAnswer {
    @Override
    public String toString() {
      return "Success";
    }
  }

  /**
   * A token (XEP-0484).
   *
   * @param secret the token itself
   * @param expiry when it ends, as XEP-0082 writes it
   */
  record Token(String secret, String expiry) {
    @Override
    public String toString() {
      return "Token[" + expiry + ']';
    }
  }

  /**
   * The client is not authenticated.
   *
   * @param condition element name of RFC 6120, section 6.5
   * @param text why, in English; null for none
   * @param throttled whether nobody may try because too many logins have failed: error 4031
   */
  record Failure(String condition, @Nullable String text, boolean throttled) implements SaslAnswer {

    /** A failure of this exchange alone. */
    public Failure(String condition, @Nullable String text) {
      this(condition, text, false);
    }
  }
}
