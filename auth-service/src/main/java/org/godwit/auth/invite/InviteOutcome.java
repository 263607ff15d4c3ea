package org.godwit.auth.invite;

/** What became of a wish for an invitation. */
public sealed interface InviteOutcome {

  /**
   * It is made.
   *
   * @param invite the invitation
   * @param token what the invited shows; it cannot be had again
   */
  record Made(Invite invite, String token) implements InviteOutcome {
    @Override
    public String toString() {
      return "Made[" + invite.id() + ']';
    }
  }

  /** The host takes no registrations, or none that users have invited to. */
  record Closed() implements InviteOutcome {}

  /** The username cannot be the localpart of an account. */
  record UsernameMalformed() implements InviteOutcome {}

  /** Somebody has the username, or is invited to take it. */
  record Taken() implements InviteOutcome {}

  /** There are as many open ones, of the inviter or in all, as there may be. */
  record TooMany() implements InviteOutcome {}

  /** The lifetime is not within the limits. */
  record LifetimeRefused() implements InviteOutcome {}
}
