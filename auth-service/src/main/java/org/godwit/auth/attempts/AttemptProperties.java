package org.godwit.auth.attempts;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of failed logins. Instances tell each other on topic {@code login-failures}. Who waits
 * gets {@code temporary-auth-failure}, with the seconds in its text, and error 4031.
 *
 * @param perAccount failures for one account before it has to wait; 0 to 10,000, 0 for no limit;
 *     default 10. Fewer lets anybody delay the logins of others sooner.
 * @param perAddress failures from one address, or one /64 of IPv6, before it has to wait; 0 to
 *     1,000,000, 0 for no limit; default 50. Fewer hurts offices behind one address.
 * @param delayFirst the first wait; each further failure doubles it; 100 ms to 1 h; default 1 s
 * @param delayMax the longest wait; {@code delayFirst} to 24 h; default 5 min
 * @param forget after how long without a failure all is forgotten; {@code delayMax} to 7 d; default
 *     15 min
 * @param entriesMax accounts and addresses that are counted at most, each; 1 to 10,000,000; default
 *     100000. Beyond it some are forgotten.
 */
@ConfigurationProperties("xmpp.auth.attempts")
@Validated
public record AttemptProperties(
    @DefaultValue("10") @Min(0) @Max(10_000) int perAccount,
    @DefaultValue("50") @Min(0) @Max(1_000_000) int perAddress,
    @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration delayFirst,
    @DefaultValue("5m") @DurationMax(hours = 24) Duration delayMax,
    @DefaultValue("15m") @DurationMax(days = 7) Duration forget,
    @DefaultValue("100000") @Min(1) @Max(10_000_000) int entriesMax) {

  /** Refuses times in the wrong order. */
  public AttemptProperties {
    least("delay-max", delayMax, "delay-first", delayFirst);
    least("forget", forget, "delay-max", delayMax);
  }

  private static void least(String key, Duration value, String other, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "xmpp.auth.attempts."
              + key
              + " is "
              + value
              + ": at least xmpp.auth.attempts."
              + other
              + " ("
              + least
              + ") is allowed.");
    }
  }
}
