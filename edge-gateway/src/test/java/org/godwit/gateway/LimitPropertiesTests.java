package org.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.godwit.gateway.drain.DrainProperties;
import org.godwit.gateway.redirect.RedirectProperties;
import org.godwit.gateway.throttle.ThrottlingProperties;
import org.godwit.gateway.watchdog.WatchdogProperties;
import org.godwit.gateway.xep0138_compression.CompressionProperties;
import org.godwit.gateway.xep0352_csi.ClientStateProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Defaults, keys and ranges of what bounds clients. */
class LimitPropertiesTests {
  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }

  @Test
  void watchdogHasItsDefaultsAndKeys() {
    String prefix = "xmpp.gateway.watchdog";
    assertThat(bind(prefix, WatchdogProperties.class, Map.of()))
        .isEqualTo(
            new WatchdogProperties(
                Duration.ofSeconds(30),
                WatchdogProperties.PingType.WHITESPACE,
                Duration.ofMinutes(29),
                Duration.ofSeconds(60)));
    assertThat(
            bind(
                prefix,
                WatchdogProperties.class,
                Map.of(
                    prefix + ".delay", "1s",
                    prefix + ".type", "xmpp",
                    prefix + ".timeout", "2s",
                    prefix + ".answer-timeout", "3s")))
        .isEqualTo(
            new WatchdogProperties(
                Duration.ofSeconds(1),
                WatchdogProperties.PingType.XMPP,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3)));
  }

  @Test
  void compressionHasItsDefaultsAndKeys() {
    String prefix = "xmpp.gateway.compression";
    assertThat(bind(prefix, CompressionProperties.class, Map.of()))
        .isEqualTo(
            new CompressionProperties(
                true, 6, 100, DataSize.ofKilobytes(64), DataSize.ofMegabytes(1)));
    assertThat(
            bind(
                prefix,
                CompressionProperties.class,
                Map.of(
                    prefix + ".enabled", "false",
                    prefix + ".level", "1",
                    prefix + ".ratio-max", "2",
                    prefix + ".ratio-free-bytes", "3KB",
                    prefix + ".read-max", "4MB")))
        .isEqualTo(
            new CompressionProperties(
                false, 1, 2, DataSize.ofKilobytes(3), DataSize.ofMegabytes(4)));
  }

  @Test
  void redirectionHasItsDefaultsAndKeys() {
    String prefix = "xmpp.gateway.see-other-host";
    assertThat(bind(prefix, RedirectProperties.class, Map.of()))
        .isEqualTo(new RedirectProperties(RedirectProperties.Strategy.NONE, 10, Map.of()));
    assertThat(
            bind(
                prefix,
                RedirectProperties.class,
                Map.of(
                    prefix + ".strategy", "least-connections",
                    prefix + ".slack", "20",
                    prefix + ".hosts.g1", "a.example:5222",
                    prefix + ".hosts.g2", "[2001:db8::1]")))
        .isEqualTo(
            new RedirectProperties(
                RedirectProperties.Strategy.LEAST_CONNECTIONS,
                20,
                Map.of("g1", "a.example:5222", "g2", "[2001:db8::1]")));
  }

  @Test
  void othersHaveTheirDefaults() {
    assertThat(bind("xmpp.gateway.throttling", ThrottlingProperties.class, Map.of()))
        .isEqualTo(
            new ThrottlingProperties(
                "xmpp:2500:0:disc,bin:10m:0:disc", "5222:500,5223:50,5269:100,5280:1000,5290:100"));
    assertThat(bind("xmpp.gateway.drain", DrainProperties.class, Map.of()))
        .isEqualTo(new DrainProperties(500, Duration.ofSeconds(20)));
    assertThat(bind("xmpp.gateway.client-state", ClientStateProperties.class, Map.of()))
        .isEqualTo(new ClientStateProperties(true, 100, DataSize.ofKilobytes(64)));
  }

  @ParameterizedTest
  @CsvSource({
    "watchdog, delay, 500ms",
    "watchdog, timeout, 25h",
    "watchdog, answer-timeout, 0s",
    "compression, ratio-free-bytes, 1B",
    "compression, read-max, 65MB",
    "see-other-host, slack, 0",
    "see-other-host, hosts.g1, a b",
    "throttling, traffic, xmpp:1:2",
    "throttling, new-connections, 5222",
    "drain, deadline, 2h",
  })
  void whatCannotWorkIsRefusedInOneSentence(String feature, String name, String value) {
    String prefix = "xmpp.gateway." + feature;
    String key = prefix + '.' + name;
    Class<?> type =
        switch (feature) {
          case "watchdog" -> WatchdogProperties.class;
          case "compression" -> CompressionProperties.class;
          case "throttling" -> ThrottlingProperties.class;
          case "drain" -> DrainProperties.class;
          default -> RedirectProperties.class;
        };
    assertThatThrownBy(() -> bind(prefix, type, Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " is ")
        .hasMessageContaining(" but must be ");
  }

  @Test
  void aStrategyNeedsAddresses() {
    String prefix = "xmpp.gateway.see-other-host";
    assertThatThrownBy(
            () -> bind(prefix, RedirectProperties.class, Map.of(prefix + ".strategy", "hash")))
        .rootCause()
        .hasMessageStartingWith(prefix + ".hosts is empty but must be ");
  }
}
