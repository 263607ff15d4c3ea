package org.godwit.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class TestTime implements InstantSource, Ticker {

  private Instant now = Instant.parse("2026-03-01T10:15:30Z");
  private long nanos = 1;

  public void advance(Duration by) {
    now = now.plus(by);
    nanos += by.toNanos();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long read() {
    return nanos;
  }
}
