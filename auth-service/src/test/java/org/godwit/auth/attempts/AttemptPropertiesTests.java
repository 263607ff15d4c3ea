package org.godwit.auth.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class AttemptPropertiesTests {

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        AttemptProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AttemptProperties(
                        10,
                        50,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        100_000)));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        AttemptProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AttemptProperties(
                        1,
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        6)),
        "xmpp.auth.attempts.per-account=1",
        "xmpp.auth.attempts.per-address=2",
        "xmpp.auth.attempts.delay-first=3s",
        "xmpp.auth.attempts.delay-max=4s",
        "xmpp.auth.attempts.forget=5s",
        "xmpp.auth.attempts.entries-max=6");
  }

  @ParameterizedTest
  @CsvSource({
    "per-account, -1",
    "per-address, 1000001",
    "delay-first, 99ms",
    "delay-max, 25h",
    "forget, 8d",
    "entries-max, 0"
  })
  void whatIsOutOfRangeStopsTheStart(String name, String value) {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.attempts." + name + "=" + value))
        .isNotEmpty();
  }

  @Test
  void timesInTheWrongOrderAreRefusedInOneSentence() {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.attempts.forget=1m"))
        .contains(
            "xmpp.auth.attempts.forget is PT1M: at least xmpp.auth.attempts.delay-max (PT5M) is"
                + " allowed.");
  }

  @EnableConfigurationProperties(AttemptProperties.class)
  static class Enabling {}
}
