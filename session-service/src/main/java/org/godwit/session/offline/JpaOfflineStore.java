package org.godwit.session.offline;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.godwit.session.account.OfflineId;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.OfflineStore;
import org.godwit.store.BatchWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps offline messages in the database. Any thread; never blocks its caller. */
public final class JpaOfflineStore implements OfflineStore, AutoCloseable {

  private final OfflineMessageRepository messages;
  private final BatchWriter<OfflineWrite> writer;
  private final ExecutorService readers;
  private final long readTimeoutMs;

  /** Starts the writer and the readers. */
  JpaOfflineStore(
      OfflineMessageRepository messages,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      OfflineProperties properties) {
    this.messages = messages;
    this.writer =
        new BatchWriter<>(
            "offline", new OfflineBatch(jdbc, transaction)::write, properties.writeBatch());
    this.readers =
        Executors.newFixedThreadPool(
            properties.readers(), Thread.ofVirtual().name("offline-reader-", 0).factory());
    this.readTimeoutMs = properties.readTimeout().toMillis();
  }

  @Override
  public CompletionStage<Void> insert(OfflineRow row) {
    return writer.add(new OfflineWrite.Insert(row, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Void> delete(String account, OfflineId id) {
    return writer.add(new OfflineWrite.Delete(account, id, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Void> deleteAll(String account) {
    return writer.add(new OfflineWrite.DeleteAll(account, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Void> mark(String account, OfflineId id, String stream) {
    return writer.add(new OfflineWrite.Mark(account, id, stream, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Void> unmark(String account, OfflineId id, String stream) {
    return writer.add(new OfflineWrite.Unmark(account, id, stream, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Void> deleteKept(String account, String stream, long offset, int index) {
    return writer.add(
        new OfflineWrite.DeleteKept(account, stream, offset, index, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<List<OfflineRow>> loadKept(String account, String stream, int rowsMax) {
    Limit limit = Limit.of(rowsMax);
    return read(
        account,
        () ->
            messages.findKept(account, stream, limit).stream().map(OfflineMessage::toRow).toList());
  }

  @Override
  public CompletionStage<List<OfflineRow>> load(
      String account, @Nullable OfflineId after, int rowsMax) {
    Limit limit = Limit.of(rowsMax);
    return read(
        account,
        () ->
            (after == null
                    ? messages.findOldest(account, limit)
                    : messages.findAfter(account, after.offset(), after.index(), limit))
                .stream().map(OfflineMessage::toRow).toList());
  }

  @Override
  public CompletionStage<Integer> count(String account) {
    return read(account, () -> messages.countByAccount(account));
  }

  private <T> CompletionStage<T> read(String account, Supplier<T> query) {
    return writer
        .barrier(account)
        .orTimeout(readTimeoutMs, TimeUnit.MILLISECONDS)
        .thenApplyAsync(done -> query.get(), readers);
  }

  /** Returns how many writes wait for the database. */
  public int pendingWrites() {
    return writer.waiting();
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
