package org.godwit.auth.attempts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/** Counts failures in a row by key, and how long each key has to wait. Any thread; bounded. */
final class FailureCounts {

  private final int free;
  private final long firstNanos;
  private final long mostNanos;
  private final Ticker ticker;
  private final Cache<String, Failed> failed;

  private record Failed(int count, long untilNanos) {}

  FailureCounts(int free, AttemptProperties properties, Ticker ticker) {
    this.free = free;
    this.firstNanos = properties.delayFirst().toNanos();
    this.mostNanos = properties.delayMax().toNanos();
    this.ticker = ticker;
    this.failed =
        Caffeine.newBuilder()
            .maximumSize(properties.entriesMax())
            .expireAfterWrite(properties.forget())
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Returns how long {@code key} still waits, in nanoseconds; 0 where it does not. */
  long waitNanos(String key) {
    Failed last = failed.getIfPresent(key);
    return last == null ? 0 : Math.max(0, last.untilNanos - ticker.read());
  }

  void onFailure(String key) {
    if (free == 0) {
      return;
    }
    failed
        .asMap()
        .compute(
            key,
            (_, last) -> {
              int count = last == null ? 1 : Math.min(last.count, Integer.MAX_VALUE - 1) + 1;
              long wait = DelayRules.waitNanos(count, free, firstNanos, mostNanos);
              return new Failed(count, ticker.read() + wait);
            });
  }

  void forget(String key) {
    failed.invalidate(key);
  }
}
