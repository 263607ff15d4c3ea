package org.godwit.auth.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class FastPropertiesTests {

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        FastProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(new FastProperties(true, Duration.ofDays(21), Duration.ofDays(1), 20)));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        FastProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new FastProperties(false, Duration.ofHours(1), Duration.ofMinutes(1), 2)),
        "xmpp.auth.fast.enabled=false",
        "xmpp.auth.fast.lifetime=1h",
        "xmpp.auth.fast.rotate-after=1m",
        "xmpp.auth.fast.clients-max=2");
  }

  @ParameterizedTest
  @CsvSource({"lifetime, 59s", "lifetime, 366d", "rotate-after, 22d", "clients-max, 0"})
  void whatIsOutOfRangeStopsTheStart(String name, String value) {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.fast." + name + "=" + value)).isNotEmpty();
  }

  @Test
  void rotationAfterTheEndIsRefusedInOneSentence() {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.fast.rotate-after=22d"))
        .contains(
            "xmpp.auth.fast.rotate-after is PT528H: PT0S to xmpp.auth.fast.lifetime (PT504H) is"
                + " allowed.");
  }

  @EnableConfigurationProperties(FastProperties.class)
  static class Enabling {}
}
