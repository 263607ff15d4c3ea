package org.godwit.gateway.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a task after a while, on any thread. */
@FunctionalInterface
public interface RetryTimer {
  /** The JVM's own timer. */
  RetryTimer SYSTEM =
      (task, delayMs) ->
          CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS).execute(task);

  /** Runs {@code task} once, {@code delayMs} milliseconds from now. */
  void after(Runnable task, long delayMs);
}
