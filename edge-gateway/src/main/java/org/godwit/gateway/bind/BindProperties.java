package org.godwit.gateway.bind;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Resource binding.
 *
 * @param timeout how long the account's owner may take to answer, 100ms to 5m; default 30s; a
 *     stream past it is closed, and the client connects again. Less than a takeover of a partition
 *     takes turns clients away for no need
 */
@Validated
@ConfigurationProperties("xmpp.gateway.bind")
public record BindProperties(@DefaultValue("30s") Duration timeout) {
  /** Checks the range. */
  public BindProperties {
    if (timeout.compareTo(Duration.ofMillis(100)) < 0
        || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.bind.timeout is " + timeout + " but must be between PT0.1S and PT5M");
    }
  }
}
