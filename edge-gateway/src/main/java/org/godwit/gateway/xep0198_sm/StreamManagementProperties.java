package org.godwit.gateway.xep0198_sm;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Stream management (XEP-0198).
 *
 * @param enabled whether it is offered; default true; without it a client that loses its connection
 *     loses what was on the way
 * @param resumeMax how long a lost stream may be resumed, 0 or 1s to 24h; default 300s; 0 allows no
 *     resumption; more keeps stanzas of clients that never come back for longer
 * @param ackRequestStanzas stanzas after which an acknowledgement is asked for, 1 to 10000; default
 *     10; more saves traffic and keeps more stanzas in memory
 * @param unackedMax stanzas that may be unacknowledged before further ones wait, 1 to 100000;
 *     default 500
 * @param queueMax stanzas that may be unacknowledged and waiting, from {@code unacked-max} to
 *     1000000; default 2000; a stream past it ends and its stanzas go back to its account
 * @param queueBytes bytes that may be unacknowledged and waiting, 64 KB to 1 GB; default 16 MB; a
 *     stream past it ends likewise
 * @param ackTimeout how long a client may take to acknowledge, 0 or 1s to 1h; default 60s; 0 waits
 *     for ever; less finds lost connections sooner and gives up slow ones
 * @param progressInterval how often an account's owner is told what its client has acknowledged
 *     where nothing else tells, 10ms to 10s; default 250ms; less costs records, more memory
 * @param location where clients are told to connect to resume a stream, as host:port (XEP-0198,
 *     section 3); default none, which lets them find any gateway; each can resume each stream
 * @param hosts what is different for single virtual hosts; default nothing
 */
@Validated
@ConfigurationProperties("xmpp.gateway.stream-management")
public record StreamManagementProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("300s") Duration resumeMax,
    @DefaultValue("10") @Min(1) @Max(10_000) int ackRequestStanzas,
    @DefaultValue("500") @Min(1) @Max(100_000) int unackedMax,
    @DefaultValue("2000") @Min(1) @Max(1_000_000) int queueMax,
    @DefaultValue("16MB") DataSize queueBytes,
    @DefaultValue("60s") Duration ackTimeout,
    @DefaultValue("250ms") Duration progressInterval,
    @Nullable String location,
    @DefaultValue List<HostLimits> hosts) {
  /**
   * What is different for one virtual host; what is not set is as for all.
   *
   * @param host the domain
   * @param resumeMax as above
   * @param unackedMax as above
   * @param queueMax as above
   * @param queueBytes as above
   * @param ackTimeout as above
   * @param location as above
   */
  public record HostLimits(
      @NotBlank String host,
      @Nullable Duration resumeMax,
      @Nullable Integer unackedMax,
      @Nullable Integer queueMax,
      @Nullable DataSize queueBytes,
      @Nullable Duration ackTimeout,
      @Nullable String location) {}

  private static final DataSize QUEUE_BYTES_MIN = DataSize.ofKilobytes(64);
  private static final DataSize QUEUE_BYTES_MAX = DataSize.ofGigabytes(1);
  private static final String LOCATION = "(\\[[0-9A-Fa-f:.]+]|[^\\s:\\[\\]]+):[0-9]{1,5}";
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Checks the ranges that annotations cannot express. */
  public StreamManagementProperties {
    zeroOrBetween("resume-max", resumeMax, Duration.ofHours(24));
    zeroOrBetween("ack-timeout", ackTimeout, Duration.ofHours(1));
    if (queueMax < unackedMax) {
      throw refused("queue-max", queueMax, "at least unacked-max, which is " + unackedMax);
    }
    if (queueBytes.compareTo(QUEUE_BYTES_MIN) < 0 || queueBytes.compareTo(QUEUE_BYTES_MAX) > 0) {
      throw refused("queue-bytes", queueBytes, "between 64KB and 1GB");
    }
    if (progressInterval.compareTo(Duration.ofMillis(10)) < 0
        || progressInterval.compareTo(Duration.ofSeconds(10)) > 0) {
      throw refused("progress-interval", progressInterval, "between PT0.01S and PT10S");
    }
    if (location != null && !location.matches(LOCATION)) {
      throw refused("location", location, "a host and a port such as xmpp.example.com:5222");
    }
    hosts = List.copyOf(hosts);
    if (!hosts.isEmpty()) {
      StreamManagementProperties all =
          new StreamManagementProperties(
              enabled,
              resumeMax,
              ackRequestStanzas,
              unackedMax,
              queueMax,
              queueBytes,
              ackTimeout,
              progressInterval,
              location,
              List.of());
      hosts.forEach(all::check);
    }
  }

  /** Returns {@code resumeMax} in seconds. */
  public long resumeMaxSeconds() {
    return resumeMax.toSeconds();
  }

  /** What is set for one host must be allowed beside what is set for all. */
  private void check(HostLimits host) {
    try {
      var _ = merged(host);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("for host " + host.host + ", " + e.getMessage(), e);
    }
  }

  /** Returns what holds for streams of {@code host}. */
  public StreamManagementProperties forHost(String host) {
    for (HostLimits each : hosts) {
      if (each.host.equals(host)) {
        return merged(each);
      }
    }
    return this;
  }

  private StreamManagementProperties merged(HostLimits host) {
    return new StreamManagementProperties(
        enabled,
        Objects.requireNonNullElse(host.resumeMax, resumeMax),
        ackRequestStanzas,
        Objects.requireNonNullElse(host.unackedMax, unackedMax),
        Objects.requireNonNullElse(host.queueMax, queueMax),
        Objects.requireNonNullElse(host.queueBytes, queueBytes),
        Objects.requireNonNullElse(host.ackTimeout, ackTimeout),
        progressInterval,
        host.location == null ? location : host.location,
        List.of());
  }

  private static void zeroOrBetween(String key, Duration value, Duration max) {
    if (!value.isZero() && (value.compareTo(SECOND) < 0 || value.compareTo(max) > 0)) {
      throw refused(key, value, "0s or between PT1S and " + max);
    }
  }

  private static IllegalArgumentException refused(String key, Object value, String allowed) {
    return new IllegalArgumentException(
        "xmpp.gateway.stream-management." + key + " is " + value + " but must be " + allowed);
  }
}
