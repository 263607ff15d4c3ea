package org.godwit.gateway.auth;

import org.godwit.protocol.stanza.StanzaError;

/** What became of a {@link Registration}, or of an invitation that was shown before it. */
public sealed interface RegistrationAnswer {
  /** The account exists now. */
  record Registered() implements RegistrationAnswer {}

  /** The invitation is good: the client may register with it. */
  record Invited() implements RegistrationAnswer {}

  /**
   * There is no new account.
   *
   * @param error why, for the client
   */
  record Refused(StanzaError error) implements RegistrationAnswer {}
}
