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
   */
  record Success(@Nullable String data, Jid account) implements SaslAnswer {
    @Override
    public String toString() {
      return "Success";
    }
  }

  /**
   * The client is not authenticated.
   *
   * @param condition element name of RFC 6120, section 6.5
   * @param text why, in English; null for none
   */
  record Failure(String condition, @Nullable String text) implements SaslAnswer {}
}
