package org.godwit.session.archive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long archived messages are kept.
 *
 * @param kept for how long, from 1h, or 0s for ever; default 0s. A message may stay for longer by
 *     the time that a walk through all archives takes.
 * @param hosts the same for virtual hosts that differ, by host; default none
 * @param messagesPerStep messages that one step deletes at most, 1 to 10000; default 500. Raising
 *     it ends a walk sooner, and makes locks last longer.
 * @param accountsPerStep archives that one step looks at, 1 to 10000; default 500
 * @param stepInterval from one step to the next, of all instances together, 100ms to 1h; default 5s
 * @param pause from the end of a walk through all archives to the next, 1s to 7d; default 1h
 */
@Validated
@ConfigurationProperties("xmpp.session.archive.retention")
public record RetentionProperties(
    @DefaultValue("0s") Duration kept,
    @DefaultValue Map<String, Duration> hosts,
    @DefaultValue("500") @Min(1) @Max(10_000) int messagesPerStep,
    @DefaultValue("500") @Min(1) @Max(10_000) int accountsPerStep,
    @DefaultValue("5s") Duration stepInterval,
    @DefaultValue("1h") Duration pause) {

  /** Checks what annotations cannot say. */
  public RetentionProperties {
    hosts = Map.copyOf(hosts);
    checkKept("xmpp.session.archive.retention.kept", kept);
    hosts.forEach(
        (host, each) -> checkKept("xmpp.session.archive.retention.hosts[" + host + ']', each));
    check("step-interval", stepInterval, Duration.ofMillis(100), Duration.ofHours(1));
    check("pause", pause, Duration.ofSeconds(1), Duration.ofDays(7));
  }

  private static void checkKept(String key, Duration each) {
    if (!each.isZero() && each.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          key + " is " + each + "; allowed is 0s, which is for ever, or at least 1h");
    }
  }

  private static void check(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.archive.retention."
              + key
              + " is "
              + value
              + "; allowed is "
              + min
              + " to "
              + max);
    }
  }

  /** Returns how long messages of accounts of {@code host} are kept; zero for ever. */
  Duration of(String host) {
    return hosts.getOrDefault(host, kept);
  }

  /** Tells whether any message is ever deleted. */
  boolean isUsed() {
    return !kept.isZero() || hosts.values().stream().anyMatch(each -> !each.isZero());
  }
}
