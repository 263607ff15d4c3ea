package org.godwit.auth.api;

import jakarta.validation.Valid;
import org.godwit.admin.Problems;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.Accounts;
import org.godwit.protocol.jid.Jid;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One account, for the other services: XEP-0077, sections 3.2 and 3.3, and lookups. */
@RestController
@RequestMapping("/internal/v1/accounts/{bareJid}")
class InternalAccountController {

  private final Accounts accounts;
  private final AccountChanges changes;

  InternalAccountController(Accounts accounts, AccountChanges changes) {
    this.accounts = accounts;
    this.changes = changes;
  }

  @GetMapping
  ResponseEntity<Object> get(@PathVariable String bareJid) {
    return changes.at(
        bareJid,
        jid -> {
          Account account = accounts.find(jid);
          return account == null
              ? Problems.noSuchAccount()
              : ResponseEntity.ok(new Found(jid.bareText(), account.enabled()));
        });
  }

  @PutMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> setPassword(
      @PathVariable String bareJid, @RequestBody @Valid NewPassword request) {
    return changes.at(
        bareJid, jid -> AccountChanges.answer(accounts.setPassword(jid, request.password())));
  }

  @PutMapping(path = "/enabled", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> setEnabled(
      @PathVariable String bareJid, @RequestBody @Valid Enabled request) {
    return changes.at(
        bareJid, jid -> AccountChanges.answer(accounts.setEnabled(jid, request.enabled())));
  }

  /** Makes the account that the path names. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> create(
      @PathVariable String bareJid, @RequestBody @Valid NewPassword request) {
    return changes.at(bareJid, jid -> create(jid, request.password()));
  }

  private ResponseEntity<Object> create(Jid asked, String password) {
    Jid jid = AccountNames.account(String.valueOf(asked.local()), asked.domain());
    return jid == null
        ? Problems.malformedJid("user@example.com")
        : AccountChanges.answer(accounts.create(jid, password));
  }

  @DeleteMapping
  ResponseEntity<Object> delete(@PathVariable String bareJid) {
    return changes.at(bareJid, jid -> AccountChanges.answer(accounts.delete(jid)));
  }

  record Enabled(boolean enabled) {}

  record Found(String account, boolean enabled) {}
}
