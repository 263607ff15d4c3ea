package org.godwit.auth.sasl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
 *     EXTERNAL}, {@code SCRAM-SHA-512}, {@code SCRAM-SHA-256}, {@code SCRAM-SHA-1} and {@code
 *     PLAIN}; default all in this order. A SCRAM mechanism stands for the one with channel binding
 *     as well; EXTERNAL is offered only to clients with a certificate that the gateway trusts.
 * @param anonymousDomains domains where anybody may log in as nobody in particular (ANONYMOUS, RFC
 *     4505); default none
 * @param downgradeProtection whether SCRAM shows clients what was offered, so that they see whether
 *     somebody has changed it (XEP-0474); default true
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
    @DefaultValue({"EXTERNAL", "SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"})
        List<String> mechanisms,
    @DefaultValue Set<String> anonymousDomains,
    @DefaultValue("true") boolean downgradeProtection,
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
    anonymousDomains = Set.copyOf(anonymousDomains);
    if (mechanisms.isEmpty()) {
      throw new IllegalArgumentException(
          "xmpp.auth.sasl.mechanisms is empty: name some of " + SaslMechanism.choices());
    }
    for (String mechanism : mechanisms) {
      if (!SaslMechanism.choices().contains(mechanism)) {
        throw new IllegalArgumentException(
            "xmpp.auth.sasl.mechanisms contains '"
                + mechanism
                + "': allowed are "
                + SaslMechanism.choices());
      }
    }
    if (messageSizeMax.compareTo(MESSAGE_SIZE_LEAST) < 0
        || messageSizeMax.compareTo(MESSAGE_SIZE_MOST) > 0) {
      throw new IllegalArgumentException(
          "xmpp.auth.sasl.message-size-max is " + messageSizeMax + ": 256B to 16KB are allowed.");
    }
  }
}
