package org.godwit.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.godwit.standalone.Service;
import org.godwit.standalone.cluster.Cluster;
import org.godwit.standalone.cluster.ClusterSize;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of auth-service, one broker: who has failed at one waits at the other. */
class SharedFailuresTests {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int PER_ACCOUNT = 3;

  private static TestCluster cluster;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Cluster.hasDatabase(), "The cluster needs MariaDB's server, which is missing.");
    cluster =
        TestCluster.start(
            repository(),
            new ClusterSize(1, 2, 1, 1, 0, 0),
            "--xmpp.auth.attempts.delay-first=1m --xmpp.auth.attempts.per-account=" + PER_ACCOUNT);
    cluster.register(List.of("guessed", "other"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("edge-gateway"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the tests must run inside the repository");
      }
    }
    return folder;
  }

  private String login(int instance, String user, String password) {
    return step(instance, "PLAIN", "\0" + user + '\0' + password);
  }

  /** Tells whether logins of {@code user} wait; a first step of SCRAM counts as nothing. */
  private boolean waits(int instance, String user) {
    return step(instance, "SCRAM-SHA-256", "n,,n=" + user + ",r=nonce").contains("\"retryAfter\":");
  }

  /** Sends the first message of a login as a gateway does; returns what the instance answers. */
  private String step(int instance, String mechanism, String message) {
    URI steps =
        URI.create(
            "http://127.0.0.1:"
                + cluster.cluster().settings().ports().http(Service.AUTH, instance)
                + "/internal/v1/sasl/steps");
    try {
      return http.send(
              HttpRequest.newBuilder(steps)
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          ("{\"domain\":\"localhost\",\"mechanism\":\"%s\",\"data\":\"%s\","
                                  + "\"tls\":true}")
                              .formatted(mechanism, base64(message))))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whoHasFailedAtOneWaitsAtTheOther() {
    // Given
    assertThat(waits(2, "guessed")).isFalse();

    // When
    for (int i = 0; i <= PER_ACCOUNT; i++) {
      assertThat(login(1, "guessed", "wrong")).contains("not-authorized");
    }

    // Then: with the right password too, and told how long.
    await().atMost(LIMIT).until(() -> waits(2, "guessed"));
    assertThat(login(2, "guessed", "guessed")).contains("temporary-auth-failure", "retryAfter");
    assertThat(login(1, "guessed", "guessed")).contains("temporary-auth-failure");
    assertThat(login(2, "other", "other")).contains("SUCCESS");
  }
}
