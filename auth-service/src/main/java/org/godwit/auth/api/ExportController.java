package org.godwit.auth.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.audit.Audit;
import org.godwit.auth.userdata.UserData;
import org.godwit.protocol.xml.XmlElement;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts for another server, for administrators. It is in the audit who took one. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "accounts")
class ExportController {

  private static final MediaType XML =
      new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);

  private final Accounts accounts;
  private final AccountChanges changes;
  private final Audit audit;
  private final UserData data;

  ExportController(Accounts accounts, AccountChanges changes, Audit audit, UserData data) {
    this.data = data;
    this.accounts = accounts;
    this.changes = changes;
    this.audit = audit;
  }

  @GetMapping("/{bareJid}/export")
  @Operation(summary = "Export an account (XEP-0227)", operationId = "exportAccount")
  @ApiResponse(
      responseCode = "200",
      description =
          "Name, roster, requests, offline messages, private XML, vCard, privacy lists, PEP, and"
              + " SCRAM keys if asked for.",
      content = @Content(mediaType = "application/xml", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "404", description = "There is no such account.")
  @ApiResponse(responseCode = "503", description = "session-service does not answer.")
  ResponseEntity<Object> export(
      Admin admin,
      @PathVariable String bareJid,
      @RequestParam(defaultValue = "false")
          @Parameter(description = "whether the document has the SCRAM credentials")
          boolean credentials,
      @RequestParam(defaultValue = "true")
          @Parameter(description = "whether it has what session-service keeps")
          boolean data,
      HttpServletRequest request) {
    return changes.at(
        admin,
        bareJid,
        jid -> {
          Account account = accounts.find(jid);
          if (account == null) {
            return Problems.noSuchAccount();
          }
          XmlElement rest = data ? this.data.export(jid) : null;
          if (data && rest == null) {
            return AccountProblems.userDataAway();
          }
          audit.written(
              admin.name(), request.getMethod(), request.getRequestURI(), HttpStatus.OK.value());
          return ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .contentType(XML)
              .body(AccountExport.document(account, credentials, rest));
        });
  }
}
