package org.godwit.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How accounts are owned.
 *
 * @param threads threads that poll topic {@code session}, 1 to 64; default 1. One serves a core;
 *     more cost wake-ups at low load.
 * @param resourcesMax bound resources of one account, 1 to 1000; default 25. A bind beyond it gets
 *     resource-constraint.
 * @param accountRecheck how long the existence of an absent account is believed, 0 to 1d; default
 *     10m
 * @param idleAccountsMax absent accounts that each partition remembers, 0 to 1000000; default
 *     10000. More spares a query per message to absent users and costs about 500 bytes each.
 */
@Validated
@ConfigurationProperties("xmpp.session")
public record SessionProperties(
    @DefaultValue("1") @Min(1) @Max(64) int threads,
    @DefaultValue("25") @Min(1) @Max(1000) int resourcesMax,
    @DefaultValue("10m") Duration accountRecheck,
    @DefaultValue("10000") @Min(0) @Max(1_000_000) int idleAccountsMax) {

  /** Checks what annotations cannot say. */
  public SessionProperties {
    if (accountRecheck.isNegative() || accountRecheck.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.account-recheck is " + accountRecheck + "; allowed is 0s to 1d");
    }
  }
}
