package org.godwit.gateway.netty;

/** Runs a task on an event loop after a while. */
@FunctionalInterface
interface LoopTimer {
  /** Runs {@code task} once, {@code delayNanos} nanoseconds from now. */
  void after(Runnable task, long delayNanos);
}
