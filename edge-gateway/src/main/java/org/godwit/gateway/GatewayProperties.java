package org.godwit.gateway;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The gateway as a whole.
 *
 * @param id name of this gateway and of its topic, 1 to 64 of letters, digits, {@code . _ -};
 *     default {@code g1}; no two gateways of an installation may share one, and a restarted one
 *     must keep its own to find what it has not delivered
 * @param startTimeout how long the start waits until all owners can know of it, 1s upwards; default
 *     30s
 */
@Validated
@ConfigurationProperties("xmpp.gateway")
public record GatewayProperties(
    @DefaultValue("g1") @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String id,
    @DefaultValue("30s") Duration startTimeout) {
  /** Checks what annotations cannot express. */
  public GatewayProperties {
    if (startTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.start-timeout is " + startTimeout + " but must be at least PT1S");
    }
  }
}
