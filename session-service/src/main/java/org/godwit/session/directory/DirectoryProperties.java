package org.godwit.session.directory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is remembered of the existence of accounts.
 *
 * @param remembered accounts that are remembered, 0 to 10000000; default 100000. More spares calls
 *     and costs about 200 bytes each.
 * @param presentTtl how long an account that exists is believed to, 0 to 1d; default 10m. Until
 *     then messages to a removed account are stored.
 * @param absentTtl how long an account that does not exist is believed not to, 0 to 1d; default 5s.
 *     Until then messages to a new account are refused.
 */
@Validated
@ConfigurationProperties("xmpp.session.directory")
public record DirectoryProperties(
    @DefaultValue("100000") @Min(0) @Max(10_000_000) int remembered,
    @DefaultValue("10m") Duration presentTtl,
    @DefaultValue("5s") Duration absentTtl) {

  /** Checks what annotations cannot say. */
  public DirectoryProperties {
    within("xmpp.session.directory.present-ttl", presentTtl);
    within("xmpp.session.directory.absent-ttl", absentTtl);
  }

  private static void within(String key, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed is 0s to 1d");
    }
  }
}
