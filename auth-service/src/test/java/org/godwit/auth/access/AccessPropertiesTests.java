package org.godwit.auth.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class AccessPropertiesTests {

  @Test
  void defaultsAndKeysStand() {
    Bound.run(
        Enabling.class,
        AccessProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AccessProperties(
                        true,
                        null,
                        null,
                        null,
                        null,
                        Duration.ofSeconds(10),
                        Duration.ofHours(24))));
    Bound.run(
        Enabling.class,
        AccessProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AccessProperties(
                        false,
                        Path.of("t"),
                        Path.of("k"),
                        "i",
                        "a",
                        Duration.ofSeconds(1),
                        Duration.ofHours(1))),
        "xmpp.auth.api.enabled=false",
        "xmpp.auth.api.tokens-file=t",
        "xmpp.auth.api.jwks-file=k",
        "xmpp.auth.api.issuer=i",
        "xmpp.auth.api.audience=a",
        "xmpp.auth.api.check-interval=1s",
        "xmpp.auth.api.idempotency-kept=1h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check-interval=500ms", "idempotency-kept=31d", "jwks-file=k"})
  void whatCannotBeIsRefused(String setting) {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.api." + setting)).isNotEmpty();
  }

  @EnableConfigurationProperties(AccessProperties.class)
  static class Enabling {}
}
