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

  static ResponseEntity<Object> busy() {
    return Problems.unavailable("Too many passwords are being hashed: try again later.");
  }
}
