package org.godwit.gateway.auth;

import org.godwit.protocol.stanza.StanzaError;

/** What became of a {@link Registration}. */
public sealed interface RegistrationAnswer {
  /** The account exists now. */
  record Registered() implements RegistrationAnswer {}

  /**
   * There is no new account.
   *
   * @param error why, for the client
   */
  record Refused(StanzaError error) implements RegistrationAnswer {}
}
