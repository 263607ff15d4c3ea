package org.godwit.gateway.lease;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How gateways find out that one of them is dead.
 *
 * @param enabled whether this gateway holds a lease and adopts others; default true. Only where it
 *     is the only gateway for good may it be false: nobody reads its topic then before it starts
 *     again.
 * @param renewInterval how often the lease is renewed, 100ms to 1m; default 1s
 * @param expiry how long a lease stands still before its gateway counts as dead, at least three
 *     times {@code renew-interval} and at most 10m; default 4s. Lower makes the takeover faster and
 *     mistakes long pauses for death; a gateway that was stopped for this long, less {@code
 *     renew-interval}, ends its process.
 * @param outageGrace how long a lease must stand still after the bus was out of this gateway's own
 *     reach, from {@code expiry} to 10m; default 15s. Gateways find back to a broker one after the
 *     other: lower makes one that needs longer look dead, higher makes the takeover of one that
 *     died during the outage later.
 */
@Validated
@ConfigurationProperties("xmpp.gateway.lease")
public record LeaseProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1s") Duration renewInterval,
    @DefaultValue("4s") Duration expiry,
    @DefaultValue("15s") Duration outageGrace) {

  /** Checks what annotations cannot say. */
  public LeaseProperties {
    if (renewInterval.compareTo(Duration.ofMillis(100)) < 0
        || renewInterval.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.lease.renew-interval is " + renewInterval + "; allowed is 100ms to 1m");
    }
    if (expiry.compareTo(renewInterval.multipliedBy(3)) < 0
        || expiry.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.lease.expiry is "
              + expiry
              + "; allowed is three times xmpp.gateway.lease.renew-interval, which is "
              + renewInterval
              + ", to 10m");
    }
    if (outageGrace.compareTo(expiry) < 0 || outageGrace.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.lease.outage-grace is "
              + outageGrace
              + "; allowed is xmpp.gateway.lease.expiry, which is "
              + expiry
              + ", to 10m");
    }
  }
}
