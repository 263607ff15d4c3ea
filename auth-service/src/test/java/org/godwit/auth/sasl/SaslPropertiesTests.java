package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.util.unit.DataSize;

class SaslPropertiesTests {

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        SaslProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new SaslProperties(
                        List.of(
                            "EXTERNAL", "SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"),
                        Set.of(),
                        true,
                        false,
                        null,
                        Duration.ofSeconds(60),
                        DataSize.ofKilobytes(4))));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        SaslProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new SaslProperties(
                        List.of("SCRAM-SHA-512"),
                        Set.of("guests.example"),
                        false,
                        true,
                        Path.of("seal.key"),
                        Duration.ofSeconds(5),
                        DataSize.ofKilobytes(1))),
        "xmpp.auth.sasl.mechanisms=SCRAM-SHA-512",
        "xmpp.auth.sasl.anonymous-domains=guests.example",
        "xmpp.auth.sasl.downgrade-protection=false",
        "xmpp.auth.sasl.plain-without-tls=true",
        "xmpp.auth.sasl.seal-key-file=seal.key",
        "xmpp.auth.sasl.state-lifetime=5s",
        "xmpp.auth.sasl.message-size-max=1KB");
  }

  @Test
  void unknownMechanismIsRefusedInOneSentence() {
    // When // Then
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.sasl.mechanisms=PLAIN,DIGEST-MD5"))
        .contains(
            "xmpp.auth.sasl.mechanisms contains 'DIGEST-MD5': allowed are [EXTERNAL,"
                + " SCRAM-SHA-512, SCRAM-SHA-256, SCRAM-SHA-1, PLAIN]");
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.sasl.mechanisms=ANONYMOUS"))
        .contains("xmpp.auth.sasl.mechanisms contains 'ANONYMOUS'");
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.sasl.mechanisms="))
        .contains("xmpp.auth.sasl.mechanisms is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"255B", "17KB"})
  void messageSizeOutOfRangeIsRefusedInOneSentence(String size) {
    // When // Then
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.sasl.message-size-max=" + size))
        .contains("xmpp.auth.sasl.message-size-max is ", "256B to 16KB are allowed.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "11m"})
  void lifetimeOutOfRangeStopsTheStart(String lifetime) {
    // When // Then
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.sasl.state-lifetime=" + lifetime))
        .contains("must be");
  }

  @EnableConfigurationProperties(SaslProperties.class)
  static class Enabling {}
}
