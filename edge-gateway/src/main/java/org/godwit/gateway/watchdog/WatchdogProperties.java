package org.godwit.gateway.watchdog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How connections are found whose clients are gone. Unlike with Tigase, which has the same keys,
 * the answer counts.
 *
 * @param delay how often a bound stream is looked at, 1s to 1h; default 30s
 * @param type what is sent to a silent client: {@code whitespace}, a space (a ping frame on a
 *     WebSocket), where nothing was read or written for {@code timeout}; or {@code xmpp}, a ping
 *     that has to be answered (XEP-0199; on a managed stream XEP-0198's request for an
 *     acknowledgement), where nothing was read for {@code timeout}; default {@code whitespace}
 * @param timeout how long a stream is silent before that, 1s to 24h; default 1740s; less finds dead
 *     connections sooner, keeps mappings of routers alive and wakes phones up
 * @param answerTimeout how long the answer to a ping may take, and how long the client's system may
 *     leave bytes unacknowledged (TCP_USER_TIMEOUT; on Linux only), 1s to 1h; default 60s; past it
 *     the connection is closed, and its stream may be resumed
 */
@Validated
@ConfigurationProperties("xmpp.gateway.watchdog")
public record WatchdogProperties(
    @DefaultValue("30s") Duration delay,
    @DefaultValue("whitespace") PingType type,
    @DefaultValue("1740s") Duration timeout,
    @DefaultValue("60s") Duration answerTimeout) {
  private static final Duration HOUR = Duration.ofHours(1);

  /** What is sent to a silent client. */
  public enum PingType {
    /** A space: whether it arrives is TCP's to find out. */
    WHITESPACE,
    /** A request that the client has to answer. */
    XMPP
  }

  /** Checks the ranges. */
  public WatchdogProperties {
    between("delay", delay, HOUR);
    between("timeout", timeout, Duration.ofHours(24));
    between("answer-timeout", answerTimeout, HOUR);
  }

  private static void between(String key, Duration value, Duration max) {
    Duration min = Duration.ofSeconds(1);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.watchdog."
              + key
              + " is "
              + value
              + " but must be between "
              + min
              + " and "
              + max);
    }
  }
}
