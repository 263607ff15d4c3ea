package org.godwit.session.archive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.godwit.session.account.ArchiveRow;
import org.godwit.session.account.ArchiveStore;
import org.godwit.store.BatchWriter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps archives in the database. Any thread; never blocks its caller. */
public final class JdbcArchive
    implements ArchiveStore, MessageArchive, ArchiveCollections, AutoCloseable {

  private final ArchiveBatch batch;
  private final ArchiveReader reader;
  private final CollectionReader collections;
  private final ArchivePreferences ofMost;
  private final BatchWriter<ArchiveWrite> writer;
  private final ExecutorService readers;
  private final long readTimeoutMs;

  /** Starts the writer and the readers. */
  JdbcArchive(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      RosterContacts rosters,
      ArchiveProperties properties) {
    this.ofMost = ArchivePreferences.of(properties.defaultPolicy());
    this.batch = new ArchiveBatch(jdbc, transaction, ofMost, rosters);
    this.collections = new CollectionReader(jdbc);
    this.reader = new ArchiveReader(jdbc, properties.pageBytesMax().toBytes());
    this.writer = new BatchWriter<>("archive", batch::write, properties.writeBatch());
    this.readers =
        Executors.newFixedThreadPool(
            properties.readers(), Thread.ofVirtual().name("archive-reader-", 0).factory());
    this.readTimeoutMs = properties.readTimeout().toMillis();
  }

  @Override
  public CompletionStage<Void> insert(ArchiveRow row) {
    return writer.add(new ArchiveWrite.Insert(row, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Void> deleteAll(String account) {
    return writer.add(new ArchiveWrite.DeleteAll(account, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Void> setPreferences(String account, ArchivePreferences preferences) {
    return writer.add(
        new ArchiveWrite.SetPreferences(account, preferences, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<ArchivePreferences> preferences(String account) {
    return read(account, () -> batch.preferences(List.of(account)).getOrDefault(account, ofMost));
  }

  @Override
  public CompletionStage<ArchivePage> query(String account, ArchiveQuery query) {
    return read(account, () -> reader.query(account, query));
  }

  @Override
  public CompletionStage<ArchiveEnds> ends(String account) {
    return read(account, () -> reader.ends(account));
  }

  @Override
  public CompletionStage<Page> collections(String account, Range range, Paging paging) {
    return read(account, () -> collections.collections(account, range, paging));
  }

  @Override
  public CompletionStage<Integer> remove(String account, Range range) {
    return read(account, () -> collections.remove(account, range));
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
