package org.godwit.muc.api;

import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The problems that this service answers with (RFC 9457), each with a stanza error's name. */
final class Problems {

  private Problems() {}

  static ResponseEntity<Object> of(
      HttpStatus status, StanzaErrorCondition condition, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("condition", condition.element());
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  static ResponseEntity<Object> malformed() {
    return of(
        HttpStatus.BAD_REQUEST,
        StanzaErrorCondition.JID_MALFORMED,
        "A bare JID such as room@muc.example.com is expected.");
  }

  static ResponseEntity<Object> notAcceptable(String detail) {
    return of(HttpStatus.BAD_REQUEST, StanzaErrorCondition.NOT_ACCEPTABLE, detail);
  }

  static ResponseEntity<Object> noSuchRoom() {
    return of(HttpStatus.NOT_FOUND, StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such room.");
  }

  static ResponseEntity<Object> noSuchDomain() {
    return of(
        HttpStatus.NOT_FOUND, StanzaErrorCondition.ITEM_NOT_FOUND, "The domain is not served.");
  }

  static ResponseEntity<Object> unavailable() {
    return of(
        HttpStatus.SERVICE_UNAVAILABLE,
        StanzaErrorCondition.RESOURCE_CONSTRAINT,
        "The database or the bus does not answer: try again later.");
  }
}
