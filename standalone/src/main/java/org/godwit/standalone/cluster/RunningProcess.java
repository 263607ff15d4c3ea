package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.godwit.standalone.cluster.ProcessSpec.Health;
import org.godwit.standalone.cluster.ProcessSpec.Tier;

/**
 * What a pid file says of a process that was started, by this process or by another.
 *
 * @param name its name in the cluster
 * @param tier when it is stopped
 * @param pid its number
 * @param startedMs when it was started, in ms since 1970: tells it from a later one with its number
 * @param health how it is asked whether it is ready
 * @param log what it writes
 */
record RunningProcess(String name, Tier tier, long pid, long startedMs, Health health, Path log) {

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

  /** Returns what {@code handle} is called in the cluster. */
  static RunningProcess of(ProcessSpec spec, ProcessHandle handle, Path log) {
    return new RunningProcess(
        spec.name(), spec.tier(), handle.pid(), startOf(handle), spec.health(), log);
  }

  /** Reads a pid file. */
  static RunningProcess read(Path file) {
    Properties text = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      text.load(reader);
      InetSocketAddress address =
          new InetSocketAddress(
              InetAddress.ofLiteral(text.getProperty("host")),
              Integer.parseInt(text.getProperty("port")));
      return new RunningProcess(
          text.getProperty("name"),
          Tier.valueOf(text.getProperty("tier")),
          Long.parseLong(text.getProperty("pid")),
          Long.parseLong(text.getProperty("started")),
          new Health(
              Probe.valueOf(text.getProperty("probe")), address, text.getProperty("listens")),
          Path.of(text.getProperty("log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalStateException(file + " is no pid file of a cluster: delete it", e);
    }
  }

  /** Writes the pid file, whole or not at all. */
  void write(Path file) {
    Properties text = new Properties();
    text.setProperty("name", name);
    text.setProperty("tier", tier.name());
    text.setProperty("pid", Long.toString(pid));
    text.setProperty("started", Long.toString(startedMs));
    text.setProperty("probe", health.probe().name());
    text.setProperty("host", health.address().getAddress().getHostAddress());
    text.setProperty("port", Integer.toString(health.address().getPort()));
    text.setProperty("listens", health.listens());
    text.setProperty("log", log.toString());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      try (Writer writer = Files.newBufferedWriter(partial, StandardCharsets.ISO_8859_1)) {
        text.store(writer, null);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the process, where it still runs. */
  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(handle -> handle.isAlive() && (startOf(handle) == startedMs || startedMs == 0));
  }

  /** Tells whether it runs and answers. */
  boolean isReady() {
    return handle().isPresent() && health.probe().isReady(health.address(), PROBE_LIMIT);
  }

  /** Sends it a signal, such as {@code STOP}, for which Java has no call. */
  void signal(String name) {
    handle()
        .ifPresent(handle -> {
          try {
            Process kill =
                new ProcessBuilder("kill", "-" + name.toUpperCase(Locale.ROOT), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
