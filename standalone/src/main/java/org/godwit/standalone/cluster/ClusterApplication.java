package org.godwit.standalone.cluster;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.godwit.standalone.SettingsException;

/** {@code start}, {@code status} or {@code stop}: a cluster from the command line. */
public final class ClusterApplication {

  private final Map<String, String> environment;
  private final PrintStream out;

  private ClusterApplication(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  /** Does what the first argument says; the second one is the folder with the modules. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      String command = args.length == 0 ? "" : args[0];
      Path repository = Path.of(args.length < 2 ? "." : args[1]);
      System.exit(new ClusterApplication(System.getenv(), out).run(command, repository));
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private int run(String command, Path repository) {
    return switch (command) {
      case "start" -> start(repository);
      case "status" -> status();
      case "stop" -> stop();
      default ->
          throw new SettingsException(
              "The first argument is '" + command + "': it must be start, status or stop.");
    };
  }

  private int start(Path repository) {
    ClusterSettings settings = ClusterSettings.of(environment, repository);
    Cluster cluster = Cluster.of(settings);
    cluster.requireStartable();
    out.println(
        "Starting "
            + cluster.processes().size()
            + " processes in "
            + settings.folder().path()
            + " ...");
    try {
      cluster.start(
          (name, took) -> out.println("  " + name + " is ready after " + took.toSeconds() + " s"));
    } catch (SettingsException e) {
      throw e;
    } catch (RuntimeException e) {
      System.err.println("The cluster could not start: " + e.getMessage());
      cluster.close();
      return 1;
    }
    int status = status();
    out.println(
        "XMPP clients connect to any gateway. make cluster-status, make cluster-stop; a process may"
            + " be killed at will.");
    return status;
  }

  /** Ends with 1 where something is not as it should be. */
  private int status() {
    ClusterFolder folder = ClusterSettings.folder(environment);
    List<ClusterTable.Row> rows =
        new ClusterRun(folder)
            .all().parallelStream()
                .map(process -> new ClusterTable.Row(process, healthOf(process)))
                .toList();
    if (rows.isEmpty()) {
      out.println("Nothing runs in " + folder.path() + '.');
      return 1;
    }
    out.print(ClusterTable.text(rows, folder.path()));
    return rows.stream().allMatch(row -> row.health().equals("ready")) ? 0 : 1;
  }

  private static String healthOf(RunningProcess process) {
    if (process.handle().isEmpty()) {
      return "dead";
    }
    return process.isReady() ? "ready" : "not ready";
  }

  private int stop() {
    ClusterFolder folder = ClusterSettings.folder(environment);
    long begin = System.nanoTime();
    int count = new ClusterRun(folder).all().size();
    List<String> killed = new ClusterRun(folder).stop(Cluster.STOP_LIMIT);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    out.println(
        count == 0
            ? "Nothing runs in " + folder.path() + '.'
            : "Stopped " + count + " processes in " + took.toSeconds() + " s.");
    if (!killed.isEmpty()) {
      out.println("Killed, because they did not stop: " + String.join(", ", killed));
    }
    return 0;
  }
}
