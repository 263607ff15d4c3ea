package org.godwit.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes on their way to the bus against a soft and a hard limit. Any thread; no locks.
 *
 * <p>Saturation begins above the soft limit and ends at half of it, so that callers are not stopped
 * and started for each record.
 */
public final class InFlightBytes {

  private final long softLimit;
  private final long hardLimit;
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong saturations = new AtomicLong();
  private final AtomicBoolean saturated = new AtomicBoolean();
  private final List<Runnable> drainedListeners = new CopyOnWriteArrayList<>();

  /** Makes a counter; {@code 0 < softLimit < hardLimit}, both in bytes. */
  public InFlightBytes(long softLimit, long hardLimit) {
    if (softLimit <= 0 || hardLimit <= softLimit) {
      throw new IllegalArgumentException(
          "soft limit " + softLimit + " must be above 0 and below the hard limit " + hardLimit);
    }
    this.softLimit = softLimit;
    this.hardLimit = hardLimit;
  }

  /** Adds {@code bytes}; false, and nothing is added, where that would pass the hard limit. */
  public boolean tryAdd(long bytes) {
    long now = total.addAndGet(bytes);
    if (now > hardLimit) {
      release(bytes);
      return false;
    }
    if (now > softLimit && !saturated.get() && saturated.compareAndSet(false, true)) {
      saturations.incrementAndGet();
      // All may have been released since the addition, and then nobody else would end it.
      endSaturation(total.get());
    }
    return true;
  }

  /** Takes {@code bytes} off that were added before; runs the listeners where saturation ends. */
  public void release(long bytes) {
    endSaturation(total.addAndGet(-bytes));
  }

  /** Tells whether the soft limit was passed and the total has not yet fallen to half of it. */
  public boolean isSaturated() {
    return saturated.get();
  }

  /** Adds a listener that runs, on the thread that released, each time saturation ends. */
  public void onDrained(Runnable listener) {
    drainedListeners.add(listener);
  }

  /** Returns the bytes on their way. */
  public long total() {
    return total.get();
  }

  /** Returns how often saturation began. */
  public long saturations() {
    return saturations.get();
  }

  /** Returns the hard limit in bytes. */
  public long hardLimit() {
    return hardLimit;
  }

  private void endSaturation(long now) {
    if (now <= softLimit / 2 && saturated.get() && saturated.compareAndSet(true, false)) {
      drainedListeners.forEach(Runnable::run);
    }
  }
}
