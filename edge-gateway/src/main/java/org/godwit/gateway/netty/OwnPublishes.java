package org.godwit.gateway.netty;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.godwit.bus.PublishCallback;
import org.godwit.gateway.xep0198_sm.DurableCount;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has on its way to the bus: counts what is settled, and remembers that something
 * failed. {@link #begin}, {@link #isDurable} and {@link #whenSettled} on the event loop, the rest
 * on any thread.
 */
final class OwnPublishes implements PublishCallback {
  private record Waiting(long target, Runnable task) {}

  private static final AtomicLongFieldUpdater<OwnPublishes> SETTLED =
      AtomicLongFieldUpdater.newUpdater(OwnPublishes.class, "settled");
  private static final AtomicReferenceFieldUpdater<OwnPublishes, @Nullable Waiting> WAITING =
      AtomicReferenceFieldUpdater.newUpdater(OwnPublishes.class, Waiting.class, "waiting");

  private final Consumer<Throwable> onFailure;
  private final @Nullable Runnable onDurable;
  private final DurableCount durable = new DurableCount(0);
  private long begun;
  private volatile long settled;
  private volatile boolean hasFailed;
  private volatile @Nullable Waiting waiting;

  /**
   * @param onDurable run, on any thread, when what {@link #isDurable} was asked for has become
   *     durable; null where nobody asks
   */
  OwnPublishes(Consumer<Throwable> onFailure, @Nullable Runnable onDurable) {
    this.onFailure = onFailure;
    this.onDurable = onDurable;
  }

  /** A record is about to be published; returns what is to be told. */
  PublishCallback begin() {
    long count = ++begun;
    Runnable told = onDurable;
    return told == null
        ? this
        : failure -> {
          if (failure == null && durable.settle(count)) {
            told.run();
          }
          onPublished(failure);
        };
  }

  /** Returns how many records have begun. */
  long begun() {
    return begun;
  }

  /** Tells whether the first {@code count} records are durable; where not, that is told later. */
  boolean isDurable(long count) {
    return durable.isReached(count);
  }

  /** Tells whether all that has begun is durable or has failed. */
  boolean isSettled() {
    return settled >= begun;
  }

  /** Tells whether a record was not taken: what comes behind it must not be published. */
  boolean hasFailed() {
    return hasFailed;
  }

  @Override
  public void onPublished(@Nullable Throwable failure) {
    if (failure != null && !hasFailed) {
      hasFailed = true;
      onFailure.accept(failure);
    }
    long now = SETTLED.incrementAndGet(this);
    Waiting waits = waiting;
    if (waits != null && now >= waits.target) {
      fire(waits);
    }
  }

  /**
   * Runs {@code task}, on any thread, when all that has begun by now is durable or has failed. It
   * takes the place of a task that still waits.
   */
  void whenSettled(Runnable task) {
    Waiting waits = new Waiting(begun, task);
    waiting = waits;
    if (settled >= waits.target) {
      fire(waits);
    }
  }

  private void fire(Waiting waits) {
    if (WAITING.compareAndSet(this, waits, null)) {
      waits.task.run();
    }
  }
}
