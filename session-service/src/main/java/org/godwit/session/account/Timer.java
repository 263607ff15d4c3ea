package org.godwit.session.account;

import java.time.Duration;

/** Runs things later. Any thread. */
@FunctionalInterface
public interface Timer {

  /** Runs {@code task} after {@code delay}, on any thread; not where the process ends before. */
  void after(Duration delay, Runnable task);
}
