package org.godwit.auth;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * A task on a thread of its own that runs whenever it is asked for, and otherwise when it said that
 * it must run again: at rest it costs nothing but that. What is asked for several times while it
 * runs is done once. Any thread.
 */
public final class RecurringTask implements SmartLifecycle {

  private final String name;
  private final Task task;
  private final Semaphore asked = new Semaphore(0);
  private volatile @Nullable Thread thread;

  /** What is done again and again. */
  @FunctionalInterface
  public interface Task {

    /**
     * Does what is to be done, and returns after what time it must be asked again at the latest.
     */
    Duration run();
  }

  /** Makes one; {@code name} is its thread's. */
  public RecurringTask(String name, Task task) {
    this.name = name;
    this.task = task;
  }

  /** Has it run soon. Never blocks. */
  public void wake() {
    asked.release();
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name(name).start(this::loop);
  }

  private void loop() {
    try {
      while (true) {
        Duration rest = task.run();
        if (asked.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
