package org.godwit.auth.sasl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * SASL for all domains.
 *
 * @param mechanisms registered names of the mechanisms offered, the preferred one first; of {@code
 *     SCRAM-SHA-512}, {@code SCRAM-SHA-256}, {@code SCRAM-SHA-1} and {@code PLAIN}; default the
 *     last three in this order
 * @param plainWithoutTls whether PLAIN is taken on a stream without TLS, where everybody on the way
 *     can read the password; default false. For measurements on one machine.
 * @param sealKeyFile the file with the key that seals the state between two steps; made at the
 *     start where it is missing; default none, which is a random key per process. Instances that
 *     share the file go on with each other's exchanges, and an unknown account's salt stays the
 *     same over restarts.
 * @param stateLifetime how long a client may take between two steps; 1 s to 10 min; default 60 s
 * @param messageSizeMax the largest message of a client, decoded; 256 B to 16 KB; default 4 KB
 */
@ConfigurationProperties("xmpp.auth.sasl")
@Validated
public record SaslProperties(
    @DefaultValue({"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"}) List<String> mechanisms,
    @DefaultValue("false") boolean plainWithoutTls,
    @Nullable Path sealKeyFile,
    @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration stateLifetime,
    @DefaultValue("4KB") DataSize messageSizeMax) {

  private static final DataSize MESSAGE_SIZE_LEAST = DataSize.ofBytes(256);
  private static final DataSize MESSAGE_SIZE_MOST = DataSize.ofKilobytes(16);

  /** Refuses unknown mechanisms and sizes out of range. */
  public SaslProperties {
    mechanisms = List.copyOf(mechanisms);
    if (mechanisms.isEmpty()) {
      throw new IllegalArgumentException(
          "xmpp.auth.sasl.mechanisms is empty: name some of " + SaslMechanism.registeredNames());
    }
    for (String mechanism : mechanisms) {
      if (SaslMechanism.of(mechanism) == null) {
        throw new IllegalArgumentException(
            "xmpp.auth.sasl.mechanisms contains '"
                + mechanism
                + "': allowed are "
                + SaslMechanism.registeredNames());
      }
    }
    if (messageSizeMax.compareTo(MESSAGE_SIZE_LEAST) < 0
        || messageSizeMax.compareTo(MESSAGE_SIZE_MOST) > 0) {
      throw new IllegalArgumentException(
          "xmpp.auth.sasl.message-size-max is " + messageSizeMax + ": 256B to 16KB are allowed.");
    }
  }
}
