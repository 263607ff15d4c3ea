package org.godwit.gateway.auth;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How auth-service is called.
 *
 * @param url base address of auth-service, http or https; default {@code http://127.0.0.1:9091}
 * @param connectTimeout how long connecting may take, 10ms to 1m; default 5s
 * @param timeout how long a call may take, 10ms to 1m; default 20s; less gives up sooner, and
 *     clients get temporary-auth-failure; what a SASL step has waited for its turn does not count
 * @param concurrentMax calls under way at once, 1 to 100000; default 4096; a registration past it
 *     is refused for the moment
 * @param connections kept connections for SASL steps, 1 to 10000; default 64; steps beyond it wait
 *     for their turn, fewer keep auth-service from hashing too many passwords at once
 * @param waitingMax SASL steps that wait for their turn, 0 to 1000000; default 20000, which lets as
 *     many clients as a process may have connections log in at once; a login past it gets
 *     temporary-auth-failure; one whose stream ends before its turn costs auth-service nothing
 * @param failureRate share of failed calls in percent that opens the circuit, 1 to 100; default 50
 * @param window how many of the last calls that share is taken from, 1 to 10000; default 50
 * @param openTime how long an open circuit refuses calls before it tries again, 10ms to 10m;
 *     default 2s
 * @param domainCache how long an answer about a domain is used, 0 to 1h; default 10s; more spares
 *     calls and delays changes of registration and mechanisms
 */
@Validated
@ConfigurationProperties("xmpp.auth-client")
public record AuthClientProperties(
    @DefaultValue("http://127.0.0.1:9091") URI url,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("4096") @Min(1) @Max(100_000) int concurrentMax,
    @DefaultValue("64") @Min(1) @Max(10_000) int connections,
    @DefaultValue("20000") @Min(0) @Max(1_000_000) int waitingMax,
    @DefaultValue("50") @Min(1) @Max(100) int failureRate,
    @DefaultValue("50") @Min(1) @Max(10_000) int window,
    @DefaultValue("2s") Duration openTime,
    @DefaultValue("10s") Duration domainCache) {
  /** Checks the ranges that annotations cannot express. */
  public AuthClientProperties {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw refused("url", url, "an http or https address");
    }
    between("connect-timeout", connectTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    between("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    between("open-time", openTime, Duration.ofMillis(10), Duration.ofMinutes(10));
    between("domain-cache", domainCache, Duration.ZERO, Duration.ofHours(1));
  }

  private static void between(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw refused(key, value, "between " + min + " and " + max);
    }
  }

  private static IllegalArgumentException refused(String key, Object value, String allowed) {
    return new IllegalArgumentException(
        "xmpp.auth-client." + key + " is " + value + " but must be " + allowed);
  }
}
