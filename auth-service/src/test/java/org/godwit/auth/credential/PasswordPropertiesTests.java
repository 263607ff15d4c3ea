package org.godwit.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class PasswordPropertiesTests {

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        PasswordProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(new PasswordProperties(10_000, Map.of(), 1, 256, 0, 1000)));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        PasswordProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(new PasswordProperties(4096, Map.of("a.example", 5000), 8, 64, 3, 50)),
        "xmpp.auth.password.iterations=4096",
        "xmpp.auth.password.host-iterations[a.example]=5000",
        "xmpp.auth.password.length-min=8",
        "xmpp.auth.password.length-max=64",
        "xmpp.auth.password.hash-threads=3",
        "xmpp.auth.password.hash-queue=50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iterations=4095",
        "host-iterations[a.example]=4095",
        "length-min=0",
        "length-max=1025",
        "hash-threads=-1",
        "hash-queue=0"
      })
  void valueOutOfRangeStopsTheStart(String keyValue) {
    // When // Then
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.password." + keyValue)).contains("must be");
  }

  @Test
  void shortestAboveLongestIsRefusedInOneSentence() {
    // When // Then
    assertThat(
            Bound.failure(
                Enabling.class,
                "xmpp.auth.password.length-min=9",
                "xmpp.auth.password.length-max=8"))
        .contains(
            "xmpp.auth.password.length-min is 9: at most xmpp.auth.password.length-max (8) is"
                + " allowed.");
  }

  @EnableConfigurationProperties(PasswordProperties.class)
  static class Enabling {}
}
