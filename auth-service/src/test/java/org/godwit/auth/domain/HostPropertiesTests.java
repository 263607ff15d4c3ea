package org.godwit.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class HostPropertiesTests {

  @Test
  void defaultsAndKeysStand() {
    Bound.run(
        Enabling.class,
        HostProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(new HostProperties(true, Duration.ofSeconds(30), 1000)));
    Bound.run(
        Enabling.class,
        HostProperties.class,
        properties ->
            assertThat(properties).isEqualTo(new HostProperties(false, Duration.ofMillis(200), 5)),
        "xmpp.auth.hosts.publish=false",
        "xmpp.auth.hosts.refresh=200ms",
        "xmpp.auth.hosts.most=5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refresh=99ms", "refresh=601s", "most=0", "most=10001"})
  void whatIsOutOfRangeIsRefused(String setting) {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.hosts." + setting)).isNotEmpty();
  }

  @EnableConfigurationProperties(HostProperties.class)
  static class Enabling {}
}
