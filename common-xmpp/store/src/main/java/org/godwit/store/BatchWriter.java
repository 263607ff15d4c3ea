package org.godwit.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Writes behind the callers: one virtual thread takes what has gathered, in order, and commits it
 * as one batch.
 *
 * <p>While the database is away a batch is repeated for as long as it takes. What waits then is
 * bounded by the bus, which stops reading a partition with too many unfinished records. Any thread.
 *
 * @param <W> the writes
 */
public final class BatchWriter<W extends PendingWrite> implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(BatchWriter.class);
  private static final int BATCH_BYTES_MAX = 1 << 20;
  private static final long RETRY_FIRST_MS = 50;
  private static final long RETRY_MAX_MS = 5000;

  private final String name;
  private final Consumer<List<W>> batch;
  private final int rowsMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<W> waiting = new ArrayDeque<>();
  private final Map<String, CompletableFuture<Void>> lastOfKey = new HashMap<>();
  private final Thread thread;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
  private boolean closed;

  /**
   * Starts the writer.
   *
   * @param name what is stored, for the log and the thread
   * @param batch commits a list of writes or throws
   * @param rowsMax how many writes share a batch, from 1
   */
  public BatchWriter(String name, Consumer<List<W>> batch, int rowsMax) {
    this.name = name;
    this.batch = batch;
    this.rowsMax = rowsMax;
    this.thread = Thread.ofVirtual().name(name + "-writer").start(this::run);
  }

  /** Takes a write; returns what ends when it is committed, or fails where it can never be. */
  public CompletableFuture<Void> add(W write) {
    lock.lock();
    try {
      waiting.add(write);
      lastOfKey.put(write.key(), write.done());
      last = write.done();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return write.done();
  }

  /** Returns what ends when all writes of {@code key} that were added before are committed. */
  public CompletableFuture<Void> barrier(String key) {
    lock.lock();
    try {
      CompletableFuture<Void> last = lastOfKey.get(key);
      return last == null
          ? CompletableFuture.completedFuture(null)
          // A copy: a caller's time limit must not end the write itself.
          : last.handle((done, failure) -> null);
    } finally {
      lock.unlock();
    }
  }

  /** Returns what ends when all writes that were added before are committed or given up. */
  public CompletableFuture<Void> barrier() {
    lock.lock();
    try {
      return last.handle((done, failure) -> null);
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many writes wait for a batch. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<W> next = take();
    while (!next.isEmpty()) {
      commit(next);
      next = take();
    }
  }

  /** Waits for writes and returns a batch of them; empty where the writer is closed. */
  private List<W> take() {
    List<W> taken = new ArrayList<>();
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      int bytes = 0;
      while (taken.size() < rowsMax && bytes < BATCH_BYTES_MAX && !waiting.isEmpty()) {
        W write = waiting.remove();
        bytes += write.bytes();
        taken.add(write);
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  private void commit(List<W> writes) {
    Throwable permanent = attempt(writes);
    if (permanent == null) {
      writes.forEach(write -> finish(write, null));
      return;
    }
    if (writes.size() == 1) {
      finish(writes.getFirst(), permanent);
      return;
    }
    // One row spoils the batch: each on its own finds out which.
    for (W write : writes) {
      finish(write, attempt(List.of(write)));
    }
  }

  /** Repeats until the batch is committed (null) or can never be. */
  private @Nullable Throwable attempt(List<W> writes) {
    long delayMs = RETRY_FIRST_MS;
    while (true) {
      try {
        batch.accept(writes);
        return null;
      } catch (DataIntegrityViolationException e) {
        return e;
      } catch (DataAccessException | TransactionException e) {
        LOGGER
            .atWarn()
            .addKeyValue("store", name)
            .addKeyValue("writes", writes.size())
            .addKeyValue("error", e.toString())
            .log("rows not stored, trying again");
      } catch (RuntimeException | Error e) {
        // A bug must not end the thread: it would silence the store for ever.
        return e;
      }
      if (!pause(delayMs)) {
        return new IllegalStateException("the writer was closed before the database came back");
      }
      delayMs = Math.min(delayMs * 2, RETRY_MAX_MS);
    }
  }

  /** Returns false at once where the writer is closed. */
  private boolean pause(long delayMs) {
    lock.lock();
    try {
      long rest = TimeUnit.MILLISECONDS.toNanos(delayMs);
      while (rest > 0 && !closed) {
        rest = changed.awaitNanos(rest);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void finish(W write, @Nullable Throwable failure) {
    lock.lock();
    try {
      lastOfKey.remove(write.key(), write.done());
      if (closed && failure instanceof IllegalStateException) {
        // Neither done nor impossible: the record stays unfinished, and the next owner repeats it.
        return;
      }
    } finally {
      lock.unlock();
    }
    if (failure == null) {
      write.done().complete(null);
    } else {
      write.done().completeExceptionally(failure);
    }
  }

  /** Ends the thread after what is waiting was tried once more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
