package org.godwit.auth.tigase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.AccountOutcome;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Imports the rows of {@code tig_users} in the order of their ids. After each batch the position is
 * kept, so a run that was cut short goes on where it stood; what that batch had made already counts
 * as there.
 *
 * <p>Tigase 5 keeps passwords as they are; each is hashed here as a new one would be. A password
 * that Tigase was told to keep as a digest cannot be told from another: its account is imported,
 * and needs a new one. Rows without a password become accounts that nobody can log in to with one.
 */
final class TigaseImport {

  private static final Logger LOGGER = LoggerFactory.getLogger(TigaseImport.class);
  private static final int ATTEMPTS_MAX = 1000;
  private static final long BUSY_NANOS = 20_000_000;

  private final JdbcTemplate theirs;
  private final JdbcTemplate ours;
  private final Accounts accounts;
  private final HostDirectory hosts;
  private final ImportProperties properties;

  TigaseImport(
      JdbcTemplate theirs,
      JdbcTemplate ours,
      Accounts accounts,
      HostDirectory hosts,
      ImportProperties properties) {
    this.theirs = theirs;
    this.ours = ours;
    this.accounts = accounts;
    this.hosts = hosts;
    this.properties = properties;
  }

  private record Row(
      long uid, String userId, @Nullable String password, boolean enabled, Instant created) {
    @Override
    public String toString() {
      return "Row[" + uid + "]";
    }
  }

  /** Imports all rows that have not been; {@code progress} is told after each batch. */
  ImportReport run(Consumer<ImportReport> progress) {
    String source = Objects.requireNonNull(properties.url(), "xmpp.auth.import.url");
    ImportReport report = load(source);
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            properties.concurrency(), Thread.ofVirtual().name("import-", 0).factory())) {
      List<Row> rows = rows(report.lastUid());
      while (!rows.isEmpty()) {
        report = batch(rows, report, threads).upTo(rows.getLast().uid());
        save(source, report);
        progress.accept(report);
        rows = rows(report.lastUid());
      }
    }
    return report;
  }

  private ImportReport batch(List<Row> rows, ImportReport before, ExecutorService threads) {
    List<Future<ImportReport.Result>> results = new ArrayList<>();
    rows.forEach(row -> results.add(threads.submit(() -> importRow(row))));
    ImportReport report = before;
    for (Future<ImportReport.Result> result : results) {
      try {
        report = report.with(result.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while accounts are imported", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("an account could not be imported", e.getCause());
      }
    }
    return report;
  }

  private ImportReport.Result importRow(Row row) {
    Jid asked = Jid.parse(row.userId());
    Jid jid =
        asked == null || asked.local() == null || !asked.isBare() || !hosts.canHold(asked)
            ? null
            : AccountNames.account(asked.local(), asked.domain());
    if (jid == null) {
      return refused(row, "no account at a domain that is served");
    }
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      AccountOutcome outcome =
          accounts.importAccount(jid, row.password(), row.enabled(), row.created());
      switch (outcome) {
        case AccountOutcome.Done() -> {
          return ImportReport.Result.IMPORTED;
        }
        case AccountOutcome.Exists() -> {
          return ImportReport.Result.EXISTED;
        }
        case AccountOutcome.PasswordRefused(String reason) -> {
          return refused(row, reason);
        }
        case AccountOutcome.Unsupported() -> {
          return refused(row, "the accounts of its domain are kept elsewhere");
        }
        case AccountOutcome.Missing _, AccountOutcome.Stale _ ->
            throw new IllegalStateException("an account that is being made cannot be missing");
        case AccountOutcome.Busy() -> LockSupport.parkNanos(BUSY_NANOS);
      }
    }
    throw new IllegalStateException("no password can be hashed");
  }

  private static ImportReport.Result refused(Row row, String reason) {
    LOGGER.atWarn().addKeyValue("uid", row.uid()).addKeyValue("error", reason).log("not imported");
    return ImportReport.Result.REFUSED;
  }

  private List<Row> rows(long after) {
    return theirs.query(
        "SELECT uid, user_id, user_pw, account_status, acc_create_time FROM tig_users"
            + " WHERE uid > ? ORDER BY uid LIMIT ?",
        (row, _) ->
            new Row(
                row.getLong("uid"),
                Objects.requireNonNullElse(row.getString("user_id"), ""),
                row.getString("user_pw"),
                row.getInt("account_status") > 0,
                created(row.getTimestamp("acc_create_time"))),
        after,
        properties.batch());
  }

  private static Instant created(java.sql.@Nullable Timestamp time) {
    return time == null ? Instant.EPOCH : time.toInstant();
  }

  private ImportReport load(String source) {
    return ours
        .query(
            "SELECT last_uid, accounts_read, imported, existed, refused FROM import_progress"
                + " WHERE source = ?",
            (row, _) ->
                new ImportReport(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            source)
        .stream()
        .findFirst()
        .orElse(ImportReport.NOTHING);
  }

  private void save(String source, ImportReport report) {
    Object[] values = {
      report.lastUid(), report.read(), report.imported(), report.existed(), report.refused(), source
    };
    int updated =
        ours.update(
            "UPDATE import_progress SET last_uid = ?, accounts_read = ?, imported = ?, existed = ?,"
                + " refused = ? WHERE source = ?",
            values);
    if (updated == 0) {
      ours.update(
          "INSERT INTO import_progress (last_uid, accounts_read, imported, existed, refused,"
              + " source) VALUES (?, ?, ?, ?, ?, ?)",
          values);
    }
  }
}
