package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.godwit.standalone.cluster.ProcessSpec.Tier;

/** What runs in a cluster's folder according to its pid files. */
final class ClusterRun {

  private final ClusterFolder folder;

  ClusterRun(ClusterFolder folder) {
    this.folder = folder;
  }

  /** Returns all processes that were started and not stopped, also those that died, by name. */
  List<RunningProcess> all() {
    List<RunningProcess> all = new ArrayList<>();
    if (Files.isDirectory(folder.run())) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.run(), "*.pid")) {
        for (Path file : files) {
          all.add(RunningProcess.read(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    all.sort(Comparator.comparing(RunningProcess::name));
    return all;
  }

  /**
   * Stops everything, tier by tier: each gets SIGTERM, and SIGKILL where it is still there after
   * {@code limit}.
   *
   * @return the names of those that had to be killed
   */
  List<String> stop(Duration limit) {
    List<String> killed = new ArrayList<>();
    List<RunningProcess> all = all();
    for (Tier tier : Tier.values()) {
      killed.addAll(stop(all.stream().filter(process -> process.tier() == tier).toList(), limit));
    }
    return killed;
  }

  /** Stops {@code processes} together and forgets them. */
  List<String> stop(List<RunningProcess> processes, Duration limit) {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (RunningProcess process : processes) {
      process
          .handle()
          .ifPresent(handle -> {
            handle.destroy();
            // One that was stopped for a while sees SIGTERM only when it goes on.
            process.signal("CONT");
            ends.add(handle.onExit());
          });
    }
    awaitAll(ends, limit);
    List<String> killed = new ArrayList<>();
    for (RunningProcess process : processes) {
      process
          .handle()
          .ifPresent(handle -> {
            killed.add(process.name());
            handle.destroyForcibly();
            awaitAll(List.of(handle.onExit()), limit);
          });
      forget(process.name());
    }
    return killed;
  }

  /** Removes the pid file of {@code name}. */
  void forget(String name) {
    try {
      Files.deleteIfExists(folder.pidFile(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitAll(List<CompletableFuture<?>> ends, Duration limit) {
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Who is left is killed by the caller.
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
