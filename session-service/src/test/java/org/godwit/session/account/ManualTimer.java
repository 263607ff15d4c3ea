package org.godwit.session.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.godwit.testkit.ManualClock;

/** Timers that a test fires. Any thread. */
final class ManualTimer implements Timer {

  private static final long RETRY_MS_MAX = 32_000;

  private final ManualClock clock;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(long dueMs, boolean retry, Runnable task) {}

  ManualTimer(ManualClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    waiting.add(new Waiting(nowMs() + delay.toMillis(), delay.toMillis() <= RETRY_MS_MAX, task));
  }

  @Override
  public long nowMs() {
    return clock.millis();
  }

  /** Fires what was to be tried again soon, whatever the time. */
  void fireRetries() {
    fire(Waiting::retry);
  }

  /** Forgets all, as the death of the process would. */
  synchronized void forget() {
    waiting.clear();
  }

  void fireDue() {
    long nowMs = nowMs();
    fire(next -> next.dueMs() <= nowMs);
  }

  synchronized boolean hasRetries() {
    return waiting.stream().anyMatch(Waiting::retry);
  }

  private void fire(java.util.function.Predicate<Waiting> which) {
    taken(which).forEach(next -> next.task().run());
  }

  private synchronized List<Waiting> taken(java.util.function.Predicate<Waiting> which) {
    List<Waiting> now = new ArrayList<>();
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (which.test(next)) {
        all.remove();
        now.add(next);
      }
    }
    return now;
  }
}
