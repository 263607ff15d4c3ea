package org.godwit.auth.api;

import org.godwit.admin.Problems;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Refusals about accounts and invitations. */
final class AccountProblems {

  private AccountProblems() {}

  static ResponseEntity<Object> noSuchInvite() {
    return Problems.notFound("There is no such invitation, or it is used or expired.");
  }

  static ResponseEntity<Object> accountExists() {
    return Problems.of(
        HttpStatus.CONFLICT, StanzaErrorCondition.CONFLICT, "There is such an account already.");
  }

  /** XEP-0077, section 3.3: the service does not allow password changes; so with all changes. */
  static ResponseEntity<Object> notHere() {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        StanzaErrorCondition.NOT_ALLOWED,
        "The accounts of this domain are kept elsewhere and cannot be changed here.");
  }

  /**
   * The repository of a domain's accounts is away. Not a status of the service's own failures
   * (5xx): who counts those would stop asking for the accounts of other domains too.
   */
  static ResponseEntity<Object> repositoryAway() {
    return Problems.of(
        HttpStatus.FAILED_DEPENDENCY,
        StanzaErrorCondition.RESOURCE_CONSTRAINT,
        "The accounts of this domain cannot be reached: try again later.");
  }

  static ResponseEntity<Object> userDataAway() {
    return Problems.unavailable(
        "session-service does not tell what it keeps of the account: try again later.");
  }

  static ResponseEntity<Object> busy() {
    return Problems.unavailable("Too many passwords are being hashed: try again later.");
  }
}
