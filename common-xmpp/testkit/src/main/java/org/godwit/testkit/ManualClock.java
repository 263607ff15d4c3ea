package org.godwit.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Any thread. */
public final class ManualClock implements InstantSource {

  /** Where {@link #ManualClock()} begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now;

  /** Makes a clock at {@link #START}. */
  public ManualClock() {
    this(START);
  }

  /** Makes a clock at {@code start}. */
  public ManualClock(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves the clock on and returns the new time; {@code step} is not negative. */
  public synchronized Instant advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("step " + step + " goes back");
    }
    now = now.plus(step);
    return now;
  }

  /** Sets the clock, also back. */
  public synchronized void set(Instant instant) {
    now = instant;
  }
}
