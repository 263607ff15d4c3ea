package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One process of a cluster: started, stopped, killed, or frozen for a while. Any thread, one call
 * at a time.
 */
public final class ClusterProcess {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Path NEW_SESSION = Path.of("/usr/bin/setsid");
  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final int LOG_LINES = 30;

  private final ProcessSpec spec;
  private final ClusterFolder folder;
  private final ClusterRun run;
  private @Nullable RunningProcess running;

  ClusterProcess(ProcessSpec spec, ClusterFolder folder) {
    this.spec = spec;
    this.folder = folder;
    this.run = new ClusterRun(folder);
  }

  /** Returns its name in the cluster, such as {@code session-1}. */
  public String name() {
    return spec.name();
  }

  /** Returns the file that it writes to. */
  public Path log() {
    return folder.log(name());
  }

  ProcessSpec spec() {
    return spec;
  }

  /**
   * Starts it; it is not ready then.
   *
   * @throws IllegalStateException where it runs
   */
  public void start() {
    start(List.of());
  }

  /**
   * Starts it with less claim to the cores than the rest has: what it costs to start is not taken
   * from the others, as where it has a machine of its own.
   *
   * @throws IllegalStateException where it runs
   */
  public void startBehind() {
    start(Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "10") : List.of());
  }

  private synchronized void start(List<String> prefix) {
    if (isAlive()) {
      throw new IllegalStateException(name() + " runs already");
    }
    writeSettings();
    UnpackedJar jar = spec.jar();
    if (jar != null) {
      jar.unpack(Path.of(spec.command().getFirst()), log());
    }
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NEW_SESSION)) {
      // Ctrl-C in the terminal that started the cluster is not meant for it.
      command.add(NEW_SESSION.toString());
    }
    command.addAll(prefix);
    command.addAll(spec.command());
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.path().toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      running = RunningProcess.of(spec, process.toHandle(), log());
      running.write(folder.pidFile(name()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name(), e);
    }
  }

  /**
   * Returns once it is ready.
   *
   * @throws IllegalStateException where it ends before that, or is not ready within {@code limit}
   */
  public void awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isReady()) {
      if (!isAlive()) {
        throw new IllegalStateException(name() + " ended. Its log ends with:\n" + endOfLog());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            name() + " is not ready after " + limit + ". Its log ends with:\n" + endOfLog());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Tells whether it runs, ready or not. */
  public synchronized boolean isAlive() {
    return running != null && running.handle().isPresent();
  }

  /** Tells whether it runs and answers. */
  public boolean isReady() {
    RunningProcess process = running();
    return process != null && process.isReady();
  }

  /** Returns its number, or -1 where it does not run. */
  public synchronized long pid() {
    return running == null ? -1 : running.handle().map(ProcessHandle::pid).orElse(-1L);
  }

  /** Ends it by SIGKILL and returns once it is gone. */
  public synchronized void kill() {
    RunningProcess process = running;
    if (process != null) {
      process
          .handle()
          .ifPresent(handle -> {
            handle.destroyForcibly();
            handle.onExit().join();
          });
      run.forget(name());
      running = null;
    }
  }

  /** Ends it by SIGTERM, or by SIGKILL where it is still there after {@code limit}. */
  public synchronized void stop(Duration limit) {
    RunningProcess process = running;
    if (process != null) {
      run.stop(List.of(process), limit);
      running = null;
    }
  }

  /** Freezes it by SIGSTOP: it keeps its memory, connections and ports, and does nothing. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on by SIGCONT after {@link #pause}. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    RunningProcess process = running();
    if (process == null) {
      throw new IllegalStateException(name() + " does not run");
    }
    process.signal(name);
  }

  private synchronized @Nullable RunningProcess running() {
    return running;
  }

  private void writeSettings() {
    if (spec.settings().isEmpty()) {
      return;
    }
    Properties properties = new Properties();
    properties.putAll(spec.settings());
    try (Writer writer =
        Files.newBufferedWriter(folder.settings(name()), StandardCharsets.ISO_8859_1)) {
      properties.store(writer, "Written at each start of " + name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String endOfLog() {
    try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
