package org.godwit.gateway.registration;

import org.godwit.protocol.stanza.StanzaError;

/** What an iq in {@code jabber:iq:register} asks for before authentication. */
public sealed interface RegistrationCommand {
  /** The fields to fill in. */
  record AskFields() implements RegistrationCommand {}

  /**
   * An account.
   *
   * @param username the wanted localpart
   * @param password the password
   */
  record Submit(String username, String password) implements RegistrationCommand {
    @Override
    public String toString() {
      return "Submit";
    }
  }

  /**
   * An invitation that is shown before an account is asked for (XEP-0445, section 4).
   *
   * @param token the token
   */
  record Show(String token) implements RegistrationCommand {
    @Override
    public String toString() {
      return "Show";
    }
  }

  /**
   * Something that cannot be had.
   *
   * @param error the answer
   */
  record Invalid(StanzaError error) implements RegistrationCommand {}
}
