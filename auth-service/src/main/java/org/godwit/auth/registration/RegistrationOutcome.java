package org.godwit.auth.registration;

import org.godwit.protocol.jid.Jid;

/** What became of a registration. */
public sealed interface RegistrationOutcome {

  /**
   * There is a new account.
   *
   * @param account its bare JID
   */
  record Registered(Jid account) implements RegistrationOutcome {}

  /** Somebody has that username. */
  record Taken() implements RegistrationOutcome {}

  /** The domain takes no registrations. */
  record Closed() implements RegistrationOutcome {}

  /** The domain takes only who is invited. */
  record InviteNeeded() implements RegistrationOutcome {}

  /** The invitation is used, revoked or unknown. */
  record InviteInvalid() implements RegistrationOutcome {}

  /** The username cannot be the localpart of a JID. */
  record UsernameMalformed() implements RegistrationOutcome {}

  /**
   * The username or the password breaks a limit.
   *
   * @param reason a sentence without either
   */
  record NotAcceptable(String reason) implements RegistrationOutcome {}

  /** The domain has as many accounts as it may have. */
  record Full() implements RegistrationOutcome {}

  /** The address, or all addresses together, registered too often: try again later. */
  record TooMany() implements RegistrationOutcome {}
}
