package org.godwit.gateway.sasl;

import org.jspecify.annotations.Nullable;

/** What a client's element in the namespace of SASL2 asks for (XEP-0388). */
public sealed interface Sasl2Command {
  /**
   * Begins an exchange (section 2.3).
   *
   * @param mechanism name of the mechanism
   * @param data the initial response in base64, empty for one of no bytes; null for none
   * @param wish what is wanted besides
   */
  record Authenticate(String mechanism, @Nullable String data, Sasl2Wish wish)
      implements Sasl2Command {
    @Override
    public String toString() {
      return "Authenticate[" + mechanism + ']';
    }
  }

  /**
   * Answers a challenge (section 2.5).
   *
   * @param data the response in base64, empty for one of no bytes
   */
  record Response(String data) implements Sasl2Command {
    @Override
    public String toString() {
      return "Response";
    }
  }

  /** Gives the exchange up (section 4.5). */
  record Abort() implements Sasl2Command {}

  /**
   * Cannot be understood.
   *
   * @param condition element name of the failure (RFC 6120, section 6.5)
   * @param text why, in English; null for none
   */
  record Invalid(String condition, @Nullable String text) implements Sasl2Command {}
}
