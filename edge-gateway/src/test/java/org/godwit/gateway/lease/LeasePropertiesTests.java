package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LeasePropertiesTests {

  private static LeaseProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("xmpp.gateway.lease", LeaseProperties.class);
  }

  @Test
  void defaultsAndKeysAreAsDocumented() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new LeaseProperties(
                true, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(15)));
    assertThat(
            bind(
                Map.of(
                    "xmpp.gateway.lease.enabled", "false",
                    "xmpp.gateway.lease.renew-interval", "200ms",
                    "xmpp.gateway.lease.expiry", "600ms",
                    "xmpp.gateway.lease.outage-grace", "1s")))
        .isEqualTo(
            new LeaseProperties(
                false, Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "xmpp.gateway.lease.renew-interval, 99ms",
    "xmpp.gateway.lease.renew-interval, 61s",
    "xmpp.gateway.lease.expiry, 2999ms",
    "xmpp.gateway.lease.expiry, 11m",
    "xmpp.gateway.lease.outage-grace, 3999ms",
    "xmpp.gateway.lease.outage-grace, 11m"
  })
  void valueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " is ");
  }
}
