package org.godwit.gateway.sasl;

import org.jspecify.annotations.Nullable;

/** What a client's element in the SASL namespace asks for. */
public sealed interface SaslCommand {
  /**
   * Begins an exchange (RFC 6120, section 6.4.2).
   *
   * @param mechanism name of the mechanism
   * @param data the initial response in base64, empty for one of no bytes; null for none
   */
  record Auth(String mechanism, @Nullable String data) implements SaslCommand {
    @Override
    public String toString() {
      return "Auth[" + mechanism + ']';
    }
  }

  /**
   * Answers a challenge (section 6.4.3).
   *
   * @param data the response in base64, empty for one of no bytes
   */
  record Response(String data) implements SaslCommand {
    @Override
    public String toString() {
      return "Response";
    }
  }

  /** Gives the exchange up (section 6.4.4). */
  record Abort() implements SaslCommand {}

  /**
   * Cannot be understood.
   *
   * @param condition element name of the failure (section 6.5)
   */
  record Invalid(String condition) implements SaslCommand {}
}
