package org.godwit.auth.api;

import java.util.function.Function;
import org.godwit.admin.Problems;
import org.godwit.auth.invite.InviteOutcome;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What becomes of a wish for an invitation, for administrators and for other services. */
final class InviteAnswers {

  private InviteAnswers() {}

  /** Returns what {@code made} answers, else the problem. */
  static ResponseEntity<Object> of(
      InviteOutcome outcome, Function<InviteOutcome.Made, ResponseEntity<Object>> made) {
    return switch (outcome) {
      case InviteOutcome.Made done -> made.apply(done);
      case InviteOutcome.Closed() ->
          Problems.of(
              HttpStatus.FORBIDDEN,
              StanzaErrorCondition.NOT_ALLOWED,
              "Nobody can be invited to this domain.");
      case InviteOutcome.UsernameMalformed() ->
          Problems.of(
              HttpStatus.BAD_REQUEST,
              StanzaErrorCondition.JID_MALFORMED,
              "The username cannot be part of a JID.");
      case InviteOutcome.Taken() ->
          Problems.of(
              HttpStatus.CONFLICT,
              StanzaErrorCondition.CONFLICT,
              "Somebody has the username or is invited to take it.");
      case InviteOutcome.TooMany() ->
          Problems.of(
              HttpStatus.CONFLICT,
              StanzaErrorCondition.RESOURCE_CONSTRAINT,
              "There are too many open invitations.");
      case InviteOutcome.LifetimeRefused() ->
          Problems.notAcceptable("An invitation is good for 1 minute to 365 days.");
    };
  }
}
