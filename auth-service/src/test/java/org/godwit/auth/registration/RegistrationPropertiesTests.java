package org.godwit.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.godwit.auth.Bound;
import org.godwit.protocol.host.RegistrationMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class RegistrationPropertiesTests {

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        RegistrationProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new RegistrationProperties(
                        RegistrationMode.CLOSED, Map.of(), 128, 600, 100_000)));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        RegistrationProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new RegistrationProperties(
                        RegistrationMode.OPEN,
                        Map.of("my-host.example.com", RegistrationMode.CLOSED),
                        16,
                        5,
                        1000)),
        "xmpp.auth.registration.default=open",
        "xmpp.auth.registration.domains.my-host.example.com=closed",
        "xmpp.auth.registration.username-length-max=16",
        "xmpp.auth.registration.per-address-per-minute=5",
        "xmpp.auth.registration.addresses-max=1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "username-length-max=0",
        "username-length-max=513",
        "per-address-per-minute=-1",
        "addresses-max=999"
      })
  void valueOutOfRangeStopsTheStart(String keyValue) {
    // When // Then
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.registration." + keyValue))
        .contains("must be");
  }

  @EnableConfigurationProperties(RegistrationProperties.class)
  static class Enabling {}
}
