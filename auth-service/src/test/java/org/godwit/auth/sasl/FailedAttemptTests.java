package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guessing passwords: each failure past the limit makes the next attempt wait longer. */
class FailedAttemptTests {

  private final SaslScene scene = new SaslScene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private static SaslContext from(String address) {
    return new SaslContext(address, Map.of(), List.of(), List.of(), null);
  }

  private static SaslAnswer plain(SaslExchange exchange, String user, String password, String at) {
    return SaslScene.step(exchange, "PLAIN", null, "\0" + user + "\0" + password, from(at));
  }

  private static SaslAnswer delayed(int seconds) {
    return new SaslAnswer.Failure(
        SaslCondition.TEMPORARY_AUTH_FAILURE,
        "Too many logins have failed: try again in " + seconds + " seconds.",
        seconds);
  }

  @Test
  void accountWaitsWhateverTheAddressAndMechanism() {
    // Given
    SaslExchange exchange = scene.fixture.attempts(SaslFixture.attempts(2, 0)).exchange();
    ScramClient client = new ScramClient(SaslScene.hashOf("SCRAM-SHA-1"), "n,,", "alice", "nonce");
    for (int i = 0; i < 3; i++) {
      assertThat(plain(exchange, "alice", "wrong", "192.0.2." + i))
          .isEqualTo(new SaslAnswer.Failure(SaslCondition.NOT_AUTHORIZED, null));
    }

    // When
    SaslAnswer byPlain = plain(exchange, "alice", "secret", "192.0.2.9");
    SaslAnswer byScram =
        SaslScene.scram(exchange, "SCRAM-SHA-1", client, "secret", from("192.0.2.9"));

    // Then
    assertThat(byPlain).isEqualTo(delayed(1));
    assertThat(byScram).isEqualTo(delayed(1));
    scene.time.advance(Duration.ofSeconds(1));
    assertThat(plain(exchange, "alice", "secret", "192.0.2.9"))
        .isInstanceOf(SaslAnswer.Success.class);
    assertThat(plain(exchange, "alice", "wrong", "192.0.2.9"))
        .isEqualTo(new SaslAnswer.Failure(SaslCondition.NOT_AUTHORIZED, null));
  }

  @Test
  void unknownAccountWaitsLikeAnyOther() {
    // Given
    SaslExchange exchange = scene.fixture.attempts(SaslFixture.attempts(1, 0)).exchange();

    // When
    plain(exchange, "mallory", "wrong", "192.0.2.1");
    plain(exchange, "mallory", "wrong", "192.0.2.1");

    // Then
    assertThat(plain(exchange, "mallory", "wrong", "192.0.2.1")).isEqualTo(delayed(1));
  }

  @Test
  void exchangeThatWasBegunBeforeDoesNotPassTheDelay() {
    // Given
    SaslExchange exchange = scene.fixture.attempts(SaslFixture.attempts(1, 0)).exchange();
    ScramClient client = new ScramClient(SaslScene.hashOf("SCRAM-SHA-1"), "n,,", "alice", "nonce");
    SaslAnswer.Challenge challenge =
        (SaslAnswer.Challenge)
            SaslScene.step(exchange, "SCRAM-SHA-1", null, client.first(), from("192.0.2.1"));

    // When
    plain(exchange, "alice", "wrong", "192.0.2.1");
    plain(exchange, "alice", "wrong", "192.0.2.1");
    SaslAnswer answer =
        SaslScene.step(
            exchange,
            "SCRAM-SHA-1",
            challenge.state(),
            client.last(SaslScene.text(challenge.data()), "secret"),
            from("192.0.2.1"));

    // Then
    assertThat(answer).isEqualTo(delayed(1));
  }

  @Test
  void addressWaitsWhateverTheAccount() {
    // Given
    SaslExchange exchange = scene.fixture.attempts(SaslFixture.attempts(0, 2)).exchange();
    plain(exchange, "u1", "wrong", "192.0.2.1");
    plain(exchange, "u2", "wrong", "192.0.2.1");
    plain(exchange, "u3", "wrong", "192.0.2.1");

    // When // Then
    assertThat(plain(exchange, "alice", "secret", "192.0.2.1")).isEqualTo(delayed(1));
    assertThat(plain(exchange, "alice", "secret", "192.0.2.2"))
        .isInstanceOf(SaslAnswer.Success.class);
    assertThat(
            scene
                .registry
                .get("xmpp.auth.attempts.delayed")
                .tag("limit", "address")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
