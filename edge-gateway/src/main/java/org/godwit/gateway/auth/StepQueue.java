package org.godwit.gateway.auth;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has SASL steps wait for their turn when more come than auth-service is to have at once, as in a
 * storm of logins after a gateway has started again.
 *
 * <p>A step of an exchange that has begun goes before the first step of another one: so a client
 * whose login has begun waits briefly, and those that wait longest have done nothing in vain. A
 * step whose client is gone when its turn comes is dropped. Any thread; never blocks.
 */
final class StepQueue {
  private final int underWayMax;
  private final int waitingMax;
  private final Runnable onFull;
  private final Deque<Waiting<?>> begun = new ArrayDeque<>();
  private final Deque<Waiting<?>> first = new ArrayDeque<>();
  private final AtomicInteger turns = new AtomicInteger();
  private int underWay;

  /**
   * @param underWayMax steps that auth-service has at once, at least 1
   * @param waitingMax steps that wait beyond them
   * @param onFull told of each step that was refused because so many wait
   */
  StepQueue(int underWayMax, int waitingMax, Runnable onFull) {
    this.underWayMax = underWayMax;
    this.waitingMax = waitingMax;
    this.onFull = onFull;
  }

  /**
   * Makes {@code call} when its turn comes, and passes on how it ends. Fails with a {@link
   * RejectedExecutionException} where too many wait, and with a {@link CancellationException} where
   * nobody wants the answer any more.
   *
   * @param isBegun whether it continues an exchange
   * @param isWanted whether somebody still waits for the answer; asked on any thread
   * @param call what to do; must not block
   */
  <T> CompletionStage<T> submit(
      boolean isBegun, BooleanSupplier isWanted, Supplier<CompletionStage<T>> call) {
    Waiting<T> step = new Waiting<>(isWanted, call, new CompletableFuture<>());
    if (!enter(step, isBegun)) {
      onFull.run();
      return CompletableFuture.failedFuture(new RejectedExecutionException("too many steps wait"));
    }
    takeTurns();
    return step.answer;
  }

  /** Returns how many steps wait for their turn. */
  synchronized int waiting() {
    return begun.size() + first.size();
  }

  private synchronized boolean enter(Waiting<?> step, boolean isBegun) {
    if (underWay >= underWayMax && begun.size() + first.size() >= waitingMax) {
      return false;
    }
    (isBegun ? begun : first).add(step);
    return true;
  }

  /** One thread at a time, and no deeper for calls that end at once. */
  private void takeTurns() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      for (Waiting<?> step = next(); step != null; step = next()) {
        run(step);
      }
      seen = turns.addAndGet(-seen);
    } while (seen != 0);
  }

  private synchronized @Nullable Waiting<?> next() {
    if (underWay >= underWayMax) {
      return null;
    }
    Waiting<?> step = begun.isEmpty() ? first.poll() : begun.poll();
    if (step != null) {
      underWay++;
    }
    return step;
  }

  private <T> void run(Waiting<T> step) {
    CompletionStage<T> running;
    try {
      running =
          step.isWanted.getAsBoolean()
              ? step.call.get()
              : CompletableFuture.failedFuture(new CancellationException("the client is gone"));
    } catch (RuntimeException | Error e) {
      // Whatever one step does, the turns must go on.
      running = CompletableFuture.failedFuture(e);
    }
    var _ =
        running.whenComplete((value, failure) -> {
          leave();
          if (failure == null) {
            step.answer.complete(value);
          } else {
            step.answer.completeExceptionally(failure);
          }
          takeTurns();
        });
  }

  private synchronized void leave() {
    underWay--;
  }

  private record Waiting<T>(
      BooleanSupplier isWanted, Supplier<CompletionStage<T>> call, CompletableFuture<T> answer) {}
}
