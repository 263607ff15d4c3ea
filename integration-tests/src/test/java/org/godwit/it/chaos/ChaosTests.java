package org.godwit.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.godwit.standalone.cluster.Cluster;
import org.junit.jupiter.api.Test;

/**
 * Processes of a cluster are killed and frozen while clients chat on real sockets. Minutes and
 * seed: {@code -Dgodwit.chaos.minutes} and {@code -Dgodwit.chaos.seed}.
 */
class ChaosTests {

  private static final double MINUTES = 5;

  private static final long SEED = 7;

  @Test
  void nothingAcknowledgedIsLostDoubledOrReorderedWhileProcessesDie() throws Exception {
    // Given
    assumeTrue(Cluster.hasDatabase(), "The cluster needs MariaDB's server, which is missing.");
    double minutes =
        Double.parseDouble(System.getProperty("godwit.chaos.minutes", Double.toString(MINUTES)));
    ChaosRun run =
        new ChaosRun(
            new ChaosRun.Options(
                repository(),
                Duration.ofMillis(Math.round(minutes * 60_000)),
                Long.getLong("godwit.chaos.seed", SEED),
                Integer.getInteger("godwit.chaos.brokers", 1),
                System.getProperty("godwit.chaos.options", "")),
            new PrintStream(System.out, true, StandardCharsets.UTF_8));

    // When
    Verdict verdict = run.run();

    // Then
    assertThat(verdict.acknowledged()).as("there was something to lose").isPositive();
    assertThat(verdict.kills()).isPositive();
    assertThat(verdict.faults().lost()).as(verdict.closingLine()).isEmpty();
    assertThat(verdict.faults().duplicated()).as(verdict.closingLine()).isEmpty();
    assertThat(verdict.faults().reordered()).as(verdict.closingLine()).isEmpty();
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
}
