package org.godwit.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.godwit.standalone.cluster.ProcessSpec.Health;
import org.godwit.standalone.cluster.ProcessSpec.Tier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the operating system, though none of Godwit's. */
class ClusterProcessTests {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path parent;
  private ClusterFolder folder;
  private ClusterRun run;

  @BeforeEach
  void create() {
    folder = new ClusterFolder(parent);
    folder.create();
    run = new ClusterRun(folder);
  }

  @AfterEach
  void stopAll() {
    run.stop(SHORT);
  }

  @Test
  void startedProcessIsFoundByItsPidFileUntilItIsKilled() {
    // Given
    ClusterProcess process = process("one", "exec sleep 600");

    // When
    process.start();
    List<RunningProcess> whileItRuns = run.all();
    process.kill();

    // Then
    assertThat(whileItRuns).singleElement().extracting(RunningProcess::name).isEqualTo("one");
    assertThat(run.all()).isEmpty();
    assertThat(process.isAlive()).isFalse();
    assertThat(process.pid()).isEqualTo(-1);
  }

  @Test
  void pidFileOfAnotherStartIsNoLivingProcess() {
    // Given
    ClusterProcess process = process("one", "exec sleep 600");
    process.start();
    RunningProcess running = run.all().getFirst();

    // When
    RunningProcess other =
        new RunningProcess(
            running.name(),
            running.tier(),
            running.pid(),
            running.startedMs() + 1,
            running.health(),
            running.log());

    // Then
    assertThat(running.handle()).isPresent();
    assertThat(other.handle()).isEmpty();
  }

  @Test
  void pausedProcessKeepsItsNumberAndGoesOnWhenResumed() throws Exception {
    // Given
    ClusterProcess process = process("one", "exec sleep 600");
    process.start();
    long pid = process.pid();

    // When
    process.pause();
    String paused = stateOf(pid);
    process.resume();
    String resumed = stateOf(pid);

    // Then
    assertThat(paused).startsWith("T");
    assertThat(resumed).startsWith("S");
    assertThat(process.pid()).isEqualTo(pid);
  }

  @Test
  void stopEndsAPausedProcessWithoutKillingIt() {
    // Given
    ClusterProcess process = process("one", "exec sleep 600");
    process.start();
    process.pause();

    // When
    List<String> killed = run.stop(LIMIT);

    // Then
    assertThat(killed).isEmpty();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void stopKillsWhoDoesNotListen() throws Exception {
    // Given
    Path deaf = parent.resolve("deaf");
    ClusterProcess process =
        process("one", "trap '' TERM; touch " + deaf + "; while :; do sleep 0.05; done");
    process.start();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(deaf) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }

    // When
    List<String> killed = run.stop(SHORT);

    // Then
    assertThat(killed).containsExactly("one");
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void processThatEndsBeforeItIsReadyIsToldWithItsLog() {
    // Given
    ClusterProcess process = process("one", "echo no database; exit 3");

    // When
    process.start();

    // Then
    assertThatThrownBy(() -> process.awaitReady(LIMIT))
        .hasMessageContaining("one ended")
        .hasMessageContaining("no database");
  }

  @Test
  void settingsAreWrittenBeforeTheStart() throws Exception {
    // Given
    ClusterProcess process = process("one", "exec sleep 600");

    // When
    process.start();

    // Then
    assertThat(folder.settings("one")).content().contains("key=value");
  }

  @Test
  void runningProcessIsNotStartedAgain() {
    // Given
    ClusterProcess process = process("one", "exec sleep 600");
    process.start();

    // Then
    assertThatThrownBy(process::start).hasMessage("one runs already");
  }

  private ClusterProcess process(String name, String script) {
    InetSocketAddress nobody = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1);
    return new ClusterProcess(
        new ProcessSpec(
            name,
            Tier.SERVICE,
            List.of("/bin/sh", "-c", script),
            null,
            Map.of("key", "value"),
            new Health(Probe.KAFKA, nobody, "nothing"),
            List.of()),
        folder);
  }

  private static String stateOf(long pid) throws Exception {
    Process ps =
        new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid))
            .redirectErrorStream(true)
            .start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }
}
