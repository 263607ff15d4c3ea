package org.godwit.auth.attempts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/** Counts failures in a row by key, and how long each key has to wait. Any thread; bounded. */
final class FailureCounts {

  private final int free;
  private final long firstNanos;
  private final long mostNanos;
  private final long forgetNanos;
  private final Ticker ticker;
  private final Cache<String, Failed> failed;

  private record Failed(int count, long untilNanos) {}

  FailureCounts(int free, AttemptProperties properties, Ticker ticker) {
    this.free = free;
    this.firstNanos = properties.delayFirst().toNanos();
    this.mostNanos = properties.delayMax().toNanos();
    this.forgetNanos = properties.forget().toNanos();
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

  /** Counts a failure and returns how many there are now; 0 where nothing is counted. */
  int onFailure(String key) {
    if (free == 0) {
      return 0;
    }
    Failed now =
        failed
            .asMap()
            .compute(
                key,
                (_, last) ->
                    after(last == null ? 1 : Math.min(last.count, Integer.MAX_VALUE - 1) + 1, 0));
    return now == null ? 0 : now.count;
  }

  /**
   * Another instance has counted {@code count} failures, the last {@code ageNanos} ago. The higher
   * of two counts stands, so failures at the same moment at two instances may count once.
   */
  void onCounted(String key, int count, long ageNanos) {
    if (free == 0 || ageNanos >= forgetNanos) {
      return;
    }
    Failed there = after(count, ageNanos);
    failed.asMap().merge(key, there, (here, _) -> here.count >= count ? here : there);
  }

  private Failed after(int count, long ageNanos) {
    long wait = DelayRules.waitNanos(count, free, firstNanos, mostNanos);
    return new Failed(count, ticker.read() - ageNanos + wait);
  }

  /** Forgets the failures and tells whether there were any. */
  boolean forget(String key) {
    return failed.asMap().remove(key) != null;
  }
}
