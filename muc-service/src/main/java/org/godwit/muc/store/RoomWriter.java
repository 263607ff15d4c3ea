package org.godwit.muc.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
 * as one batch. While the database is away a batch is repeated for as long as it takes; what waits
 * then is bounded by the bus, which stops reading a partition with too many unfinished records. Any
 * thread.
 */
final class RoomWriter implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(RoomWriter.class);
  private static final long RETRY_FIRST_MS = 50;
  private static final long RETRY_MAX_MS = 5000;

  private final Consumer<List<RoomWrite>> batch;
  private final int writesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<RoomWrite> waiting = new ArrayDeque<>();
  private final Thread thread;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
  private boolean closed;

  /**
   * Starts the writer.
   *
   * @param batch commits a list of writes or throws
   * @param writesMax how many writes share a batch, from 1
   */
  RoomWriter(Consumer<List<RoomWrite>> batch, int writesMax) {
    this.batch = batch;
    this.writesMax = writesMax;
    this.thread = Thread.ofVirtual().name("room-writer").start(this::run);
  }

  CompletableFuture<Void> add(RoomWrite write) {
    lock.lock();
    try {
      waiting.add(write);
      last = write.done();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return write.done();
  }

  /** Returns what ends when all writes that were added before are committed or given up. */
  CompletableFuture<Void> barrier() {
    lock.lock();
    try {
      return last.handle((done, failure) -> null);
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<RoomWrite> next = take();
    while (!next.isEmpty()) {
      commit(next);
      next = take();
    }
  }

  private List<RoomWrite> take() {
    List<RoomWrite> taken = new ArrayList<>();
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      while (taken.size() < writesMax && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  private void commit(List<RoomWrite> writes) {
    Throwable permanent = attempt(writes);
    if (permanent == null || writes.size() == 1) {
      writes.forEach(write -> finish(write, permanent));
      return;
    }
    // One write spoils the batch: each on its own finds out which.
    for (RoomWrite write : writes) {
      finish(write, attempt(List.of(write)));
    }
  }

  /** Repeats until the batch is committed (null) or can never be. */
  private @Nullable Throwable attempt(List<RoomWrite> writes) {
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
            .addKeyValue("writes", writes.size())
            .addKeyValue("error", e.toString())
            .log("rooms not stored, trying again");
      } catch (RuntimeException | Error e) {
        // A bug must not end the thread: it would silence the store for ever.
        return e;
      }
      if (!pause(delayMs)) {
        return new ClosedException();
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

  private static void finish(RoomWrite write, @Nullable Throwable failure) {
    if (failure == null) {
      write.done().complete(null);
    } else if (!(failure instanceof ClosedException)) {
      // A closed writer leaves the record unfinished, and the next owner repeats it.
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

  private static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("the writer was closed before the database came back");
    }
  }
}
