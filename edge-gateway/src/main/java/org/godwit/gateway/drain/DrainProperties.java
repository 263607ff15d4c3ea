package org.godwit.gateway.drain;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a gateway empties itself.
 *
 * @param perSecond streams that are ended in one second, 1 to 1000000; default 500, as many as
 *     another gateway lets in; more end sooner and press on the others
 * @param deadline after what time the rest is ended at once, 0s to 1h; default 20s. It must be
 *     below {@code spring.lifecycle.timeout-per-shutdown-phase}, or a stop does not wait for it
 */
@Validated
@ConfigurationProperties("xmpp.gateway.drain")
public record DrainProperties(
    @DefaultValue("500") @Min(1) @Max(1_000_000) int perSecond,
    @DefaultValue("20s") Duration deadline) {
  /** Checks the range that annotations cannot express. */
  public DrainProperties {
    if (deadline.isNegative() || deadline.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.drain.deadline is " + deadline + " but must be between 0s and 1h");
    }
  }
}
