package org.godwit.auth.api;

import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The problems that this service answers with (RFC 9457). */
final class Problems {

  /** The member that holds the element name of the stanza error that fits. */
  static final String CONDITION = "condition";

  private Problems() {}

  static ResponseEntity<Object> of(
      HttpStatus status, StanzaErrorCondition condition, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty(CONDITION, condition.element());
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  static ResponseEntity<Object> noSuchDomain() {
    return of(
        HttpStatus.NOT_FOUND, StanzaErrorCondition.ITEM_NOT_FOUND, "The domain is not served.");
  }

  static ResponseEntity<Object> noSuchAccount() {
    return of(
        HttpStatus.NOT_FOUND, StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such account.");
  }

  static ResponseEntity<Object> noSuchInvite() {
    return of(
        HttpStatus.NOT_FOUND,
        StanzaErrorCondition.ITEM_NOT_FOUND,
        "There is no such invitation, or it is used or expired.");
  }

  static ResponseEntity<Object> accountExists() {
    return of(
        HttpStatus.CONFLICT, StanzaErrorCondition.CONFLICT, "There is such an account already.");
  }

  static ResponseEntity<Object> malformedJid() {
    return of(
        HttpStatus.BAD_REQUEST,
        StanzaErrorCondition.JID_MALFORMED,
        "A bare JID such as user@example.com is expected.");
  }

  static ResponseEntity<Object> notAcceptable(String detail) {
    return of(HttpStatus.BAD_REQUEST, StanzaErrorCondition.NOT_ACCEPTABLE, detail);
  }

  static ResponseEntity<Object> notForAll() {
    return of(
        HttpStatus.FORBIDDEN,
        StanzaErrorCondition.FORBIDDEN,
        "Only an administrator of the whole installation may do that.");
  }

  static ResponseEntity<Object> stale() {
    return of(
        HttpStatus.PRECONDITION_FAILED,
        StanzaErrorCondition.CONFLICT,
        "It has changed since the revision that If-Match names.");
  }

  /** XEP-0077, section 3.3: the service does not allow password changes; so with all changes. */
  static ResponseEntity<Object> notHere() {
    return of(
        HttpStatus.FORBIDDEN,
        StanzaErrorCondition.NOT_ALLOWED,
        "The accounts of this domain are kept elsewhere and cannot be changed here.");
  }

  /**
   * The repository of a domain's accounts is away. Not a status of the service's own failures
   * (5xx): who counts those would stop asking for the accounts of other domains too.
   */
  static ResponseEntity<Object> repositoryAway() {
    return of(
        HttpStatus.FAILED_DEPENDENCY,
        StanzaErrorCondition.RESOURCE_CONSTRAINT,
        "The accounts of this domain cannot be reached: try again later.");
  }

  static ResponseEntity<Object> userDataAway() {
    return of(
        HttpStatus.SERVICE_UNAVAILABLE,
        StanzaErrorCondition.RESOURCE_CONSTRAINT,
        "session-service does not tell what it keeps of the account: try again later.");
  }

  static ResponseEntity<Object> busy() {
    return of(
        HttpStatus.SERVICE_UNAVAILABLE,
        StanzaErrorCondition.RESOURCE_CONSTRAINT,
        "Too many passwords are being hashed: try again later.");
  }
}
