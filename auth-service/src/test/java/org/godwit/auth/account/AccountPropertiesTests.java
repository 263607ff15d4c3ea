package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class AccountPropertiesTests {

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        AccountProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AccountProperties(
                        20_000,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30))));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        AccountProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AccountProperties(
                        5, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3))),
        "xmpp.auth.accounts.cache-size=5",
        "xmpp.auth.accounts.cache-expiry=1s",
        "xmpp.auth.accounts.last-login-interval=2s",
        "xmpp.auth.accounts.event-check=3s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cache-size=-1", "cache-expiry=-1s", "cache-expiry=11m", "event-check=0s"})
  void valueOutOfRangeStopsTheStart(String keyValue) {
    // When // Then
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.accounts." + keyValue)).contains("must be");
  }

  @EnableConfigurationProperties(AccountProperties.class)
  static class Enabling {}
}
