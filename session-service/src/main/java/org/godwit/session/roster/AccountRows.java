package org.godwit.session.roster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Runs database work on virtual threads, that of one account in the order of the calls. A write is
 * repeated until the database is back; a read fails. Any thread; never blocks its caller.
 */
public final class AccountRows implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(AccountRows.class);
  private static final long RETRY_FIRST_MS = 100;
  private static final long RETRY_MAX_MS = 5000;

  private final ConcurrentMap<String, CompletableFuture<?>> last = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService readers;
  private final ExecutorService writers;
  private final long readTimeoutMs;

  /**
   * Starts the threads.
   *
   * @param name what the threads are called
   * @param readersMax queries at once, from 1
   * @param writersMax transactions at once, from 1
   * @param readTimeout how long a read may take with what it waits for
   */
  public AccountRows(String name, int readersMax, int writersMax, Duration readTimeout) {
    this.readers = pool(name + "-reader-", readersMax);
    this.writers = pool(name + "-writer-", writersMax);
    this.readTimeoutMs = readTimeout.toMillis();
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(threads, Thread.ofVirtual().name(name, 0).factory());
  }

  /** Runs {@code query} after all writes of {@code account} that were asked for before. */
  public <T> CompletableFuture<T> read(String account, Supplier<T> query) {
    CompletableFuture<?> before =
        last.getOrDefault(account, CompletableFuture.completedFuture(true));
    return before
        .handle((done, failure) -> true)
        .thenApplyAsync(done -> query.get(), readers)
        .orTimeout(readTimeoutMs, TimeUnit.MILLISECONDS);
  }

  /** Completes when all writes of {@code account} that were asked for before have ended. */
  public CompletableFuture<Boolean> settled(String account) {
    CompletableFuture<?> before = last.get(account);
    return before == null
        ? CompletableFuture.completedFuture(true)
        : before.handle((done, failure) -> true).orTimeout(readTimeoutMs, TimeUnit.MILLISECONDS);
  }

  /** Runs {@code change} after all writes of {@code account} that were asked for before. */
  public CompletableFuture<Boolean> write(String account, Runnable change) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    last.compute(
        account,
        (key, before) -> {
          if (before == null) {
            writers.execute(() -> attempt(change, done));
          } else {
            var _ = before.whenCompleteAsync((result, failure) -> attempt(change, done), writers);
          }
          return done;
        });
    var _ = done.whenComplete((result, failure) -> last.remove(account, done));
    return done;
  }

  private void attempt(Runnable change, CompletableFuture<Boolean> done) {
    long delayMs = RETRY_FIRST_MS;
    while (true) {
      try {
        change.run();
        done.complete(true);
        return;
      } catch (DataIntegrityViolationException e) {
        done.completeExceptionally(e);
        return;
      } catch (DataAccessException | TransactionException e) {
        LOGGER.atWarn().addKeyValue("error", e.toString()).log("rows not written, trying again");
      } catch (RuntimeException | Error e) {
        done.completeExceptionally(e);
        return;
      }
      if (isClosedWithin(delayMs)) {
        // Neither done nor impossible: the record stays unfinished, and the next owner repeats it.
        return;
      }
      delayMs = Math.min(delayMs * 2, RETRY_MAX_MS);
    }
  }

  private boolean isClosedWithin(long delayMs) {
    try {
      return closed.await(delayMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends the threads; what cannot be written now is left to the next owner. */
  @Override
  public void close() {
    closed.countDown();
    readers.shutdownNow();
    writers.shutdown();
  }
}
