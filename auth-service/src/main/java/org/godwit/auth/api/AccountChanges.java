package org.godwit.auth.api;

import java.util.function.Function;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.account.AccountOutcome;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.protocol.jid.Jid;
import org.springframework.http.ResponseEntity;

/** What the internal and the administrators' account controllers have in common. */
final class AccountChanges {

  private final HostDirectory hosts;

  AccountChanges(HostDirectory hosts) {
    this.hosts = hosts;
  }

  /** As the other, for an administrator: accounts of other domains are not there. */
  ResponseEntity<Object> at(
      Admin admin, String text, Function<Jid, ResponseEntity<Object>> answer) {
    return at(
        text, jid -> admin.mayActFor(jid.domain()) ? answer.apply(jid) : Problems.noSuchAccount());
  }

  /** Answers for the account that {@code text} names, or with the problem that it names none. */
  ResponseEntity<Object> at(String text, Function<Jid, ResponseEntity<Object>> answer) {
    Jid jid = Jid.parse(text);
    if (jid == null || jid.local() == null || !jid.isBare()) {
      return Problems.malformedJid("user@example.com");
    }
    return hosts.canHold(jid) ? answer.apply(jid) : Problems.noSuchAccount();
  }

  /** Answers a change: {@code done} where it stands, else the problem. */
  static ResponseEntity<Object> answer(AccountOutcome outcome, ResponseEntity<Object> done) {
    return switch (outcome) {
      case AccountOutcome.Done() -> done;
      case AccountOutcome.Exists() -> AccountProblems.accountExists();
      case AccountOutcome.Missing() -> Problems.noSuchAccount();
      case AccountOutcome.Stale() -> Problems.stale();
      case AccountOutcome.PasswordRefused(String reason) -> Problems.notAcceptable(reason);
      case AccountOutcome.Unsupported() -> AccountProblems.notHere();
      case AccountOutcome.Busy() -> AccountProblems.busy();
    };
  }

  /** Answers a change that has nothing to show. */
  static ResponseEntity<Object> answer(AccountOutcome outcome) {
    return answer(outcome, ResponseEntity.noContent().build());
  }
}
