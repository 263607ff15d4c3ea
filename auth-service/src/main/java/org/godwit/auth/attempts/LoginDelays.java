package org.godwit.auth.attempts;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Makes those wait who failed to log in too often: addresses and accounts, each with a delay that
 * grows. Instances tell each other. Any thread; never blocks.
 */
public final class LoginDelays {

  private static final String ACCOUNT = "account:";
  private static final String ADDRESS = "address:";

  private final FailureCounts accounts;
  private final FailureCounts addresses;
  private final FailureNews news;
  private final Counter accountBites;
  private final Counter addressBites;

  /** Counts anew and for itself; what it refuses is counted in {@code registry}. */
  public LoginDelays(AttemptProperties properties, Ticker ticker, MeterRegistry registry) {
    this(properties, ticker, registry, FailureNews.NONE);
  }

  /** Counts anew, and tells {@code news} of each change. */
  LoginDelays(
      AttemptProperties properties, Ticker ticker, MeterRegistry registry, FailureNews news) {
    this.news = news;
    this.accounts = new FailureCounts(properties.perAccount(), properties, ticker);
    this.addresses = new FailureCounts(properties.perAddress(), properties, ticker);
    this.accountBites = bites(registry, "account");
    this.addressBites = bites(registry, "address");
  }

  private static Counter bites(MeterRegistry registry, String limit) {
    return Counter.builder("xmpp.auth.attempts.delayed")
        .description("Logins that were refused because of failed ones before")
        .tag("limit", limit)
        .register(registry);
  }

  /** Returns the seconds that {@code address} still waits; 0 where it may try, or is unknown. */
  public long waitOf(@Nullable String address) {
    return address == null ? 0 : seconds(addresses.waitNanos(AddressKey.of(address)), addressBites);
  }

  /** Returns the seconds that logins of {@code account} still wait; 0 where one may be tried. */
  public long waitOf(Jid account) {
    return seconds(accounts.waitNanos(account.bareText()), accountBites);
  }

  private static long seconds(long nanos, Counter bites) {
    if (nanos == 0) {
      return 0;
    }
    bites.increment();
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
  }

  /** A login from {@code address} failed. */
  public void onFailure(@Nullable String address) {
    if (address != null) {
      String key = AddressKey.of(address);
      tell(ADDRESS + key, addresses.onFailure(key));
    }
  }

  /** A login of {@code account}, which need not exist, failed. */
  public void onFailure(Jid account) {
    tell(ACCOUNT + account.bareText(), accounts.onFailure(account.bareText()));
  }

  private void tell(String key, int count) {
    if (count > 0) {
      news.tell(key, count);
    }
  }

  /** Somebody logged in to {@code account}: its failures are forgotten. */
  public void onSuccess(Jid account) {
    if (accounts.forget(account.bareText())) {
      news.tell(ACCOUNT + account.bareText(), 0);
    }
  }

  /**
   * Another instance told of {@code key}, as {@link FailureNews#tell} does.
   *
   * @param age how long ago it did
   */
  void onCounted(String key, int count, Duration age) {
    if (key.startsWith(ACCOUNT)) {
      onCounted(accounts, key.substring(ACCOUNT.length()), count, age);
    } else if (key.startsWith(ADDRESS)) {
      onCounted(addresses, key.substring(ADDRESS.length()), count, age);
    }
  }

  private static void onCounted(FailureCounts counts, String key, int count, Duration age) {
    if (count == 0) {
      counts.forget(key);
    } else {
      counts.onCounted(key, count, age.toNanos());
    }
  }
}
