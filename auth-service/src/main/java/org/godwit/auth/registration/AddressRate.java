package org.godwit.auth.registration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.auth.attempts.AddressKey;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each address does in windows of a minute that begin with its first act. Any thread;
 * bounded in addresses. Each instance counts for itself.
 */
final class AddressRate {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int most;
  private final Cache<String, AtomicInteger> windows;

  /**
   * Makes the counter.
   *
   * @param most acts per address and minute; 0 for no limit
   */
  AddressRate(int most, int addressesMax, Ticker ticker) {
    this.most = most;
    this.windows =
        Caffeine.newBuilder()
            .maximumSize(addressesMax)
            .expireAfterWrite(WINDOW)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Counts one act; false where the address has done enough. Without an address: always true. */
  boolean admits(@Nullable String address) {
    if (most == 0 || address == null) {
      return true;
    }
    return windows.get(AddressKey.of(address), key -> new AtomicInteger()).incrementAndGet()
        <= most;
  }
}
