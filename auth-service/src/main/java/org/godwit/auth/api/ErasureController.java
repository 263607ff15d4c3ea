package org.godwit.auth.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.account.AccountEventKind;
import org.godwit.auth.account.AccountEvents;
import org.godwit.auth.account.AccountOutcome;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.userdata.UserData;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The erasure of one account, with a report, for administrators. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "accounts")
class ErasureController {

  private final Accounts accounts;
  private final AccountEvents events;
  private final AccountChanges changes;
  private final UserData data;

  ErasureController(
      Accounts accounts, AccountEvents events, AccountChanges changes, UserData data) {
    this.accounts = accounts;
    this.events = events;
    this.changes = changes;
    this.data = data;
  }

  @PostMapping("/{bareJid}/erasure")
  @Operation(
      summary = "Remove an account, wait until what was kept of it is erased, and report that",
      operationId = "eraseAccount")
  @ApiResponse(
      responseCode = "200",
      description =
          "The account is gone. Where \"complete\" is false, the rest is erased a little later.",
      content = @Content(schema = @Schema(implementation = Report.class)))
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  @ApiResponse(
      responseCode = "503",
      description = "session-service does not tell what it keeps: nothing was changed.")
  ResponseEntity<Object> erase(Admin admin, @PathVariable String bareJid) {
    return changes.at(admin, bareJid, this::erase);
  }

  private ResponseEntity<Object> erase(Jid jid) {
    if (accounts.find(jid) == null) {
      return Problems.noSuchAccount();
    }
    Map<String, Long> before = data.count(jid);
    if (before == null) {
      return AccountProblems.userDataAway();
    }
    AccountOutcome outcome = accounts.delete(jid);
    boolean isOurs = !(outcome instanceof AccountOutcome.Unsupported);
    if (!isOurs) {
      // The user is somebody else's and stays; what the services keep of it does not.
      events.note(jid, AccountEventKind.REMOVED);
      events.wake();
    } else if (!(outcome instanceof AccountOutcome.Done)) {
      return AccountChanges.answer(outcome);
    }
    return ResponseEntity.ok(Report.of(jid, isOurs, before, data.leftOf(jid)));
  }

  /**
   * What has become of an account.
   *
   * @param account its bare JID
   * @param accountRemoved whether its row and credentials are gone; false where they are somebody
   *     else's
   * @param complete whether nothing is left
   * @param erased how much is gone, by kind
   * @param left how much is still there, by kind; null where that is not known
   */
  record Report(
      String account,
      boolean accountRemoved,
      boolean complete,
      Map<String, Long> erased,
      @Nullable Map<String, Long> left) {

    static Report of(
        Jid jid, boolean isOurs, Map<String, Long> before, @Nullable Map<String, Long> left) {
      Map<String, Long> erased = new LinkedHashMap<>();
      before.forEach((kind, count) ->
          erased.put(kind, left == null ? 0 : Math.max(0, count - left.getOrDefault(kind, 0L))));
      boolean isComplete = left != null && left.values().stream().allMatch(count -> count == 0);
      return new Report(jid.bareText(), isOurs, isComplete, erased, left);
    }
  }
}
