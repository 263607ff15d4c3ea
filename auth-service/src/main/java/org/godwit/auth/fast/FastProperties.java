package org.godwit.auth.fast;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Tokens that clients log in with (XEP-0484). They last only as long as the key in {@code
 * xmpp.auth.sasl.seal-key-file}, which all instances must share.
 *
 * @param enabled whether clients can get and use tokens; default true
 * @param lifetime how long a token is good; 1 min to 365 d; default 21 d. Shorter logs out devices
 *     that are seldom used; longer leaves a stolen device its access.
 * @param rotateAfter the age from which a token that is used is replaced; 0 s to {@code lifetime};
 *     default 1 d. Less writes to the database more often.
 * @param clientsMax clients of one account that have tokens; 1 to 1000; default 20. Beyond it the
 *     one that got its token first loses it.
 */
@ConfigurationProperties("xmpp.auth.fast")
@Validated
public record FastProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("21d") @DurationMin(minutes = 1) @DurationMax(days = 365) Duration lifetime,
    @DefaultValue("1d") Duration rotateAfter,
    @DefaultValue("20") @Min(1) @Max(1000) int clientsMax) {

  /** Refuses a rotation behind the end of the lifetime. */
  public FastProperties {
    if (rotateAfter.isNegative() || rotateAfter.compareTo(lifetime) > 0) {
      throw new IllegalArgumentException(
          "xmpp.auth.fast.rotate-after is "
              + rotateAfter
              + ": PT0S to xmpp.auth.fast.lifetime ("
              + lifetime
              + ") is allowed.");
    }
  }
}
