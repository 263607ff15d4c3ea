package org.godwit.session.userdata;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.xep0133_admin.AccountAdministration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes accounts, and erases what a removed one has kept. An erasure that fails is logged: the
 * account is gone all the same. Any thread; never blocks.
 */
public final class ErasingAccounts implements AccountAdministration {

  private static final Logger LOGGER = LoggerFactory.getLogger(ErasingAccounts.class);

  private static final List<String> ERASURES =
      List.of(
          "DELETE FROM vcard WHERE account = ?",
          "DELETE FROM private_xml WHERE account = ?",
          "DELETE FROM last_activity WHERE account = ?",
          "DELETE FROM pep_item WHERE owner = ?",
          "DELETE FROM pep_node WHERE owner = ?");

  private final AccountAdministration accounts;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final BlockingCalls calls;

  ErasingAccounts(
      AccountAdministration accounts,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      BlockingCalls calls) {
    this.accounts = accounts;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.calls = calls;
  }

  @Override
  public CompletionStage<Outcome> create(Jid account, String password) {
    return accounts.create(account, password);
  }

  @Override
  public CompletionStage<Outcome> setEnabled(Jid account, boolean enabled) {
    return accounts.setEnabled(account, enabled);
  }

  @Override
  public CompletionStage<Outcome> changePassword(Jid account, String password) {
    return accounts.changePassword(account, password);
  }

  @Override
  public CompletionStage<Outcome> remove(Jid account) {
    return accounts
        .remove(account)
        .thenCompose(outcome ->
            outcome instanceof Outcome.Done
                ? erase(account).thenApply(erased -> outcome)
                : CompletableFuture.completedFuture(outcome));
  }

  /** Returns what ends when the data of {@code account} is gone; never fails. */
  public CompletionStage<Boolean> erase(Jid account) {
    return calls
        .call(() -> {
          transaction.executeWithoutResult(
              status -> ERASURES.forEach(sql -> jdbc.update(sql, account.bareText())));
          return true;
        })
        .exceptionally(failure -> {
          LOGGER
              .atError()
              .addKeyValue("error", failure.toString())
              .log("data of a removed account not erased");
          return false;
        });
  }
}
