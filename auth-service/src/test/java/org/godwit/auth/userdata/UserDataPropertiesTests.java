package org.godwit.auth.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.godwit.auth.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class UserDataPropertiesTests {

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        UserDataProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new UserDataProperties(
                        URI.create("http://127.0.0.1:9092"),
                        null,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10))));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        UserDataProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new UserDataProperties(
                        URI.create("https://session.example"),
                        Path.of("token"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2))),
        "xmpp.auth.user-data.url=https://session.example",
        "xmpp.auth.user-data.token-file=token",
        "xmpp.auth.user-data.timeout=1s",
        "xmpp.auth.user-data.erasure-wait=2s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout=1ms", "erasure-wait=-1s", "erasure-wait=11m"})
  void valueOutOfRangeStopsTheStart(String keyValue) {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.user-data." + keyValue))
        .contains("must be");
  }

  @Test
  void addressThatIsNoneStopsTheStart() {
    assertThat(Bound.failure(Enabling.class, "xmpp.auth.user-data.url=session"))
        .contains("xmpp.auth.user-data.url is 'session': an http or https address is allowed.");
  }

  @EnableConfigurationProperties(UserDataProperties.class)
  static class Enabling {}
}
