package org.godwit.admin;

import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * What the REST interfaces answer with when they refuse (RFC 9457), each with the name of the
 * stanza error that fits.
 */
public final class Problems {

  /** The member that holds the element name of the stanza error that fits. */
  public static final String CONDITION = "condition";

  private Problems() {}

  /** Returns a problem; {@code detail} is a sentence for whoever asked. */
  public static ResponseEntity<Object> of(
      HttpStatus status, StanzaErrorCondition condition, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty(CONDITION, condition.element());
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Returns 404: there is no such thing, which {@code detail} says. */
  public static ResponseEntity<Object> notFound(String detail) {
    return of(HttpStatus.NOT_FOUND, StanzaErrorCondition.ITEM_NOT_FOUND, detail);
  }

  /** Returns 404 for a domain that is not served. */
  public static ResponseEntity<Object> noSuchDomain() {
    return notFound("The domain is not served.");
  }

  /** Returns 404 for an account. */
  public static ResponseEntity<Object> noSuchAccount() {
    return notFound("There is no such account.");
  }

  /** Returns 400 for what is no bare JID such as {@code example}. */
  public static ResponseEntity<Object> malformedJid(String example) {
    return of(
        HttpStatus.BAD_REQUEST,
        StanzaErrorCondition.JID_MALFORMED,
        "A bare JID such as " + example + " is expected.");
  }

  /** Returns 400 for values that the interface does not take. */
  public static ResponseEntity<Object> notAcceptable(String detail) {
    return of(HttpStatus.BAD_REQUEST, StanzaErrorCondition.NOT_ACCEPTABLE, detail);
  }

  /** Returns 403 for an {@link Admin} of some domains only. */
  public static ResponseEntity<Object> notForAll() {
    return of(
        HttpStatus.FORBIDDEN,
        StanzaErrorCondition.FORBIDDEN,
        "Only an administrator of the whole installation may do that.");
  }

  /** Returns 412 where {@code If-Match} does not hold (RFC 9110, section 13.1.1). */
  public static ResponseEntity<Object> stale() {
    return of(
        HttpStatus.PRECONDITION_FAILED,
        StanzaErrorCondition.CONFLICT,
        "It has changed since the revision that If-Match names.");
  }

  /** Returns 503 for what may succeed later, which {@code detail} says. */
  public static ResponseEntity<Object> unavailable(String detail) {
    return of(HttpStatus.SERVICE_UNAVAILABLE, StanzaErrorCondition.RESOURCE_CONSTRAINT, detail);
  }

  /** Returns 503 while a change cannot be made durable. */
  public static ResponseEntity<Object> unavailable() {
    return unavailable("The database or the bus does not answer: try again later.");
  }
}
