package org.godwit.auth.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.AccountOutcome;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.fast.FastTokens;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Accounts one by one, for administrators. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "accounts", description = "Create, find, list, change and remove accounts.")
class AdminAccountController {

  private final Accounts accounts;
  private final AccountChanges changes;
  private final FastTokens tokens;

  AdminAccountController(Accounts accounts, AccountChanges changes, FastTokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.changes = changes;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Create an account", operationId = "createAccount")
  @ApiResponse(
      responseCode = "201",
      description = "Created; Location names it.",
      content = @Content(schema = @Schema(implementation = AccountView.class)))
  @ApiResponse(responseCode = "409", description = "There is such an account already.")
  ResponseEntity<Object> create(Admin admin, @RequestBody @Valid NewAccount request) {
    return changes.at(admin, request.account(), jid -> create(jid, request.password()));
  }

  @GetMapping("/{bareJid}")
  @Operation(summary = "Show an account", operationId = "getAccount")
  @ApiResponse(
      responseCode = "200",
      description = "The account; ETag names its revision.",
      content = @Content(schema = @Schema(implementation = AccountView.class)))
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  ResponseEntity<Object> get(Admin admin, @PathVariable String bareJid) {
    return changes.at(
        admin,
        bareJid,
        jid -> {
          Account account = accounts.find(jid);
          return account == null
              ? Problems.noSuchAccount()
              : ResponseEntity.ok()
                  .eTag(Etags.of(account.revision()))
                  .body(AccountView.of(account));
        });
  }

  @PutMapping(path = "/{bareJid}/password", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Set an account's password", operationId = "setPassword")
  @ApiResponse(responseCode = "204", description = "Set.")
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  @ApiResponse(responseCode = "412", description = "It has changed since If-Match.")
  ResponseEntity<Object> setPassword(
      Admin admin,
      @PathVariable String bareJid,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody @Valid NewPassword request) {
    return changes.at(
        admin,
        bareJid,
        jid ->
            AccountChanges.answer(
                accounts.setPassword(jid, request.password(), Etags.revision(ifMatch))));
  }

  @PutMapping(path = "/{bareJid}/enabled", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Let an account log in, or not", operationId = "setEnabled")
  @ApiResponse(
      responseCode = "204",
      description = "Set. The streams of an account that may not log in end.")
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  @ApiResponse(responseCode = "412", description = "It has changed since If-Match.")
  ResponseEntity<Object> setEnabled(
      Admin admin,
      @PathVariable String bareJid,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody @Valid Enabled request) {
    return changes.at(
        admin,
        bareJid,
        jid ->
            AccountChanges.answer(
                accounts.setEnabled(jid, request.enabled(), Etags.revision(ifMatch))));
  }

  @DeleteMapping("/{bareJid}")
  @Operation(summary = "Remove an account", operationId = "deleteAccount")
  @ApiResponse(
      responseCode = "204",
      description = "Removed; its streams end, and all services erase what they keep of it.")
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  @ApiResponse(responseCode = "412", description = "It has changed since If-Match.")
  ResponseEntity<Object> delete(
      Admin admin,
      @PathVariable @Parameter(description = "the bare JID") String bareJid,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return changes.at(
        admin,
        bareJid,
        jid -> AccountChanges.answer(accounts.delete(jid, Etags.revision(ifMatch))));
  }

  @DeleteMapping("/{bareJid}/fast-tokens")
  @Operation(summary = "End the tokens of all clients of an account", operationId = "revokeTokens")
  @ApiResponse(responseCode = "204", description = "Ended. Streams that are open stay open.")
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  ResponseEntity<Object> revokeTokens(Admin admin, @PathVariable String bareJid) {
    return changes.at(
        admin,
        bareJid,
        jid -> {
          if (accounts.find(jid) == null) {
            return Problems.noSuchAccount();
          }
          tokens.revoke(jid);
          return ResponseEntity.noContent().build();
        });
  }

  private ResponseEntity<Object> create(Jid asked, String password) {
    // The store has room for less than a localpart may have.
    Jid jid = AccountNames.account(String.valueOf(asked.local()), asked.domain());
    if (jid == null) {
      return Problems.malformedJid("user@example.com");
    }
    AccountOutcome outcome = accounts.create(jid, password);
    Account made = outcome instanceof AccountOutcome.Done ? accounts.find(jid) : null;
    return made == null
        ? AccountChanges.answer(outcome)
        : ResponseEntity.created(location(jid)).body(AccountView.of(made));
  }

  private static URI location(Jid jid) {
    return URI.create(
        "/api/v1/accounts/" + UriUtils.encodePathSegment(jid.bareText(), StandardCharsets.UTF_8));
  }

  record NewAccount(
      @NotNull @Schema(example = "alice@example.com") String account, @NotNull String password) {
    @Override
    public String toString() {
      return "NewAccount";
    }
  }

  record Enabled(boolean enabled) {}
}
