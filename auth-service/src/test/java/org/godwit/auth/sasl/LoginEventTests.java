package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of each login, and what is not. */
class LoginEventTests {

  private static final SaslContext AT =
      new SaslContext("192.0.2.77", Map.of(), List.of(), List.of(), null);

  private final SaslScene scene = new SaslScene();
  private final List<String> told = new ArrayList<>();
  private final SaslExchange exchange =
      scene
          .fixture
          .attempts(SaslFixture.attempts(1, 0))
          .events((type, key, data) ->
              told.add(
                  data.get("outcome")
                      + " "
                      + data.get("account")
                      + ' '
                      + data.get("mechanism")
                      + ' '
                      + data.get("reason")
                      + ' '
                      + data.get("address")))
          .exchange();

  @AfterEach
  void stop() {
    scene.close();
  }

  private void plain(String user, String password) {
    SaslScene.step(exchange, "PLAIN", null, "\0" + user + "\0" + password, AT);
  }

  @Test
  void everyEndIsToldOnceAndNoStepBeforeIt() {
    // When
    ScramClient client = new ScramClient(SaslScene.hashOf("SCRAM-SHA-1"), "n,,", "alice", "nonce");
    SaslScene.scram(exchange, "SCRAM-SHA-1", client, "secret", AT);
    plain("alice", "wrong");
    plain("alice", "wrong");
    plain("alice", "secret");
    SaslScene.step(exchange, "NONSENSE", null, "data", AT);

    // Then
    assertThat(told)
        .containsExactly(
            "success alice@localhost SCRAM-SHA-1 null 192.0.2.0",
            "failure alice@localhost PLAIN not-authorized 192.0.2.0",
            "failure alice@localhost PLAIN not-authorized 192.0.2.0",
            "failure null PLAIN throttled 192.0.2.0",
            "failure null unknown invalid-mechanism 192.0.2.0");
  }

  @Test
  void passwordInTheWrongFieldIsNotTold() {
    // When
    plain("my secret password", "alice");
    plain("hunter2", "alice");

    // Then
    assertThat(told).hasSize(2).allMatch(line -> line.startsWith("failure null PLAIN not-auth"));
  }
}
