package org.godwit.session.userdata;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.session.account.LastSeen;
import org.godwit.store.BatchWriter;
import org.godwit.store.PendingWrite;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes when accounts went, what has gathered as one batch, and repeats it while the database is
 * away: a logout waits for no database, its record does. Any thread; never blocks.
 */
final class LastActivityWriter implements LastSeen, AutoCloseable {

  private static final int BATCH_MAX = 200;

  private static final String UPSERT =
      """
      INSERT INTO last_activity (account, gone_at_ms, status) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE gone_at_ms = VALUES(gone_at_ms), status = VALUES(status)\
      """;

  private record Gone(String account, long atMs, String status, CompletableFuture<Void> done)
      implements PendingWrite {
    @Override
    public String key() {
      return account;
    }
  }

  private final JdbcTemplate jdbc;
  private final BatchWriter<Gone> writer;

  LastActivityWriter(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.writer = new BatchWriter<>("last-activity", this::write, BATCH_MAX);
  }

  @Override
  public CompletionStage<Void> gone(String account, long atMs, @Nullable String status) {
    return writer.add(
        new Gone(account, atMs, status == null ? "" : status, new CompletableFuture<>()));
  }

  private void write(List<Gone> batch) {
    jdbc.batchUpdate(
        UPSERT,
        batch.stream()
            .map(each -> new Object[] {each.account(), each.atMs(), each.status()})
            .toList());
  }

  @Override
  public void close() {
    writer.close();
  }
}
