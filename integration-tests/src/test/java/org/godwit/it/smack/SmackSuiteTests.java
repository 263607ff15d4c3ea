package org.godwit.it.smack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Smack's integration tests, all but those of {@code smack-suite.txt}. */
@Runs(on = Backend.EMBEDDED)
class SmackSuiteTests {

  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String ADMIN = "admin";
  private static final String TRUST_PASSWORD = "not-a-secret";

  /** Fewer tests than this would be another suite than the one that the list was made for. */
  private static final int TESTS_MIN = 95;

  /**
   * So many tests are run once more where they fail: they share a machine with their server and
   * with each other, and many begin to listen when what they wait for is already on its way.
   */
  private static final int RETRIES = 3;

  private final GodwitServer server;

  SmackSuiteTests(GodwitServer server) {
    this.server = server;
  }

  @Test
  void everyTestPassesThatIsNotListed(@TempDir Path folder) throws Exception {
    // Given
    Expectations expectations = expectations();
    ChatClient.register(server, ADMIN);

    // When
    List<Outcome> outcomes = run(folder, expectations, List.of());
    List<String> again = expectations.unexpectedlyFailed(outcomes);
    List<Outcome> all =
        again.isEmpty() ? outcomes : Outcome.merged(outcomes, run(folder, expectations, again));

    // Then
    assertThat(expectations.differences(all)).isEmpty();
    assertThat(again).as("tests that fail at their first try").hasSizeLessThanOrEqualTo(RETRIES);
    assertThat(outcomes.stream().filter(each -> each.kind() == Outcome.Kind.PASSED))
        .hasSizeGreaterThanOrEqualTo(TESTS_MIN);
  }

  private static Expectations expectations() throws IOException {
    try (var list =
        Objects.requireNonNull(SmackSuiteTests.class.getResourceAsStream("/smack-suite.txt"))) {
      return Expectations.of(
          new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  /** Runs the suite, or of it only what {@code enabled} names. */
  private List<Outcome> run(Path folder, Expectations expectations, List<String> enabled)
      throws Exception {
    Path results = folder.resolve("results");
    Path log = Path.of("target", enabled.isEmpty() ? "smack-suite.log" : "smack-suite-2.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djavax.net.ssl.trustStore=" + trust(folder),
                "-Djavax.net.ssl.trustStorePassword=" + TRUST_PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                SmackSuite.class.getName(),
                Integer.toString(server.ports().xmpp()),
                ADMIN,
                ADMIN,
                results.toString(),
                String.join(",", expectations.leftOut()),
                String.join(",", enabled))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
          .as("the suite ended within %s: %s", LIMIT, last(log))
          .isTrue();
      assertThat(results).as("the suite ran to its end: %s", last(log)).exists();
      List<Outcome> outcomes = new ArrayList<>();
      for (String line : Files.readAllLines(results)) {
        outcomes.add(Objects.requireNonNull(Outcome.parse(line), line));
      }
      return outcomes;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Makes a file with the only certificate that the suite's clients trust. */
  private Path trust(Path folder) throws Exception {
    Path file = folder.resolve("trust.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("server", server.certificate());
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, TRUST_PASSWORD.toCharArray());
    }
    return file;
  }

  private static String last(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }
}
