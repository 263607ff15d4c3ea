package org.godwit.session.account;

import java.time.Duration;

/** Runs things later, and says what time it is. Any thread. */
@FunctionalInterface
public interface Timer {

  /** Runs {@code task} after {@code delay}, on any thread; not where the process ends before. */
  void after(Duration delay, Runnable task);

  /** Returns the time in milliseconds since 1970. */
  default long nowMs() {
    return System.currentTimeMillis();
  }
}
