package org.godwit.auth.attempts;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Makes those wait who failed to log in too often: addresses and accounts, each with a delay that
 * grows. Any thread.
 */
public final class LoginDelays {

  private final FailureCounts accounts;
  private final FailureCounts addresses;
  private final Counter accountBites;
  private final Counter addressBites;

  /** Counts anew; what it refuses is counted in {@code registry}. */
  public LoginDelays(AttemptProperties properties, Ticker ticker, MeterRegistry registry) {
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
      addresses.onFailure(AddressKey.of(address));
    }
  }

  /** A login of {@code account}, which need not exist, failed. */
  public void onFailure(Jid account) {
    accounts.onFailure(account.bareText());
  }

  /** Somebody logged in to {@code account}: its failures are forgotten. */
  public void onSuccess(Jid account) {
    accounts.forget(account.bareText());
  }
}
