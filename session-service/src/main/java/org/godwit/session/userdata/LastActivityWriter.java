package org.godwit.session.userdata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.session.account.LastSeen;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/**
 * Writes when accounts went, what has gathered as one batch. A database that is away loses the time
 * and nothing else: a logout waits for no database. Any thread; never blocks.
 */
final class LastActivityWriter implements LastSeen {

  private static final Logger LOGGER = LoggerFactory.getLogger(LastActivityWriter.class);

  private static final String UPSERT =
      """
      INSERT INTO last_activity (account, gone_at_ms, status) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE gone_at_ms = VALUES(gone_at_ms), status = VALUES(status)\
      """;

  private record Gone(long atMs, String status) {}

  private final JdbcTemplate jdbc;
  private final BlockingCalls calls;
  private Map<String, Gone> waiting = new LinkedHashMap<>();
  private CompletableFuture<Void> written = new CompletableFuture<>();
  private boolean writing;

  LastActivityWriter(JdbcTemplate jdbc, BlockingCalls calls) {
    this.jdbc = jdbc;
    this.calls = calls;
  }

  @Override
  public synchronized CompletionStage<Void> gone(
      String account, long atMs, @Nullable String status) {
    waiting.put(account, new Gone(atMs, status == null ? "" : status));
    CompletableFuture<Void> done = written;
    if (!writing) {
      writing = true;
      begin();
    }
    return done;
  }

  private void begin() {
    calls.call(() -> {
      writeAll();
      return true;
    });
  }

  private void writeAll() {
    Map<String, Gone> batch;
    CompletableFuture<Void> done;
    synchronized (this) {
      batch = waiting;
      done = written;
      waiting = new LinkedHashMap<>();
      written = new CompletableFuture<>();
    }
    try {
      List<Object[]> rows =
          batch.entrySet().stream()
              .map(e -> new Object[] {e.getKey(), e.getValue().atMs(), e.getValue().status()})
              .toList();
      jdbc.batchUpdate(UPSERT, rows);
    } catch (DataAccessException | TransactionException e) {
      LOGGER.atWarn().addKeyValue("error", e.toString()).log("last activity not written");
    } finally {
      done.complete(null);
      synchronized (this) {
        writing = !waiting.isEmpty();
        if (writing) {
          begin();
        }
      }
    }
  }
}
