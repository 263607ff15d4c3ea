package org.godwit.auth.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.account.AccountEventKind;
import org.godwit.auth.account.AccountEvents;
import org.godwit.auth.account.Accounts;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sessions, for administrators. They are the owners', who are told what becomes of them. */
@RestController
@RequestMapping("/api/v1/sessions")
@Tag(name = "sessions", description = "End the sessions of accounts.")
class SessionController {

  private final Accounts accounts;
  private final AccountEvents events;
  private final AccountChanges changes;

  SessionController(Accounts accounts, AccountEvents events, AccountChanges changes) {
    this.accounts = accounts;
    this.events = events;
    this.changes = changes;
  }

  @DeleteMapping("/{bareJid}")
  @Operation(
      summary = "End all streams of an account, or the one of a resource",
      operationId = "endSessions")
  @ApiResponse(
      responseCode = "202",
      description = "They end soon. The account may log in again, and its tokens stay.")
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  ResponseEntity<Object> end(
      Admin admin,
      @PathVariable @Parameter(description = "the bare JID") String bareJid,
      @RequestParam(required = false)
          @Parameter(description = "the only resource whose stream ends; none for all")
          @Nullable String resource) {
    return changes.at(
        admin,
        bareJid,
        jid -> {
          Jid session = resource == null ? null : Jid.parse(jid.bareText() + '/' + resource);
          if (resource != null && session == null) {
            return Problems.of(
                HttpStatus.BAD_REQUEST,
                StanzaErrorCondition.JID_MALFORMED,
                "No resource is called that.");
          }
          if (accounts.find(jid) == null) {
            return Problems.noSuchAccount();
          }
          if (session == null) {
            events.note(jid, AccountEventKind.SESSIONS_ENDED);
          } else {
            events.noteSessionEnded(session);
          }
          events.wake();
          return ResponseEntity.accepted().build();
        });
  }
}
