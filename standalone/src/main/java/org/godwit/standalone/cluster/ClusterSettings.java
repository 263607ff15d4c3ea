package org.godwit.standalone.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.godwit.standalone.EnvironmentSwitches;
import org.godwit.standalone.SettingsException;
import org.godwit.standalone.StandaloneSettings;

/**
 * What a cluster is started with.
 *
 * @param folder its folder
 * @param jars where the executable jars are
 * @param size how many processes run
 * @param ports where they listen
 * @param jvm options for every Java process
 * @param server what holds for one process as well: domains, TLS, registration, options
 */
public record ClusterSettings(
    ClusterFolder folder,
    ServiceJars jars,
    ClusterSize size,
    ClusterPorts ports,
    List<String> jvm,
    StandaloneSettings server) {

  /**
   * What suits many small processes on few cores: no compiler that is worth its cost only after
   * minutes, no threads for collecting garbage.
   */
  public static final List<String> SMALL_JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders");

  private static final int OFFSET_MAX = 40_000;

  /** Copies the list. */
  public ClusterSettings {
    jvm = List.copyOf(jvm);
  }

  /**
   * Returns what the switches {@code GODWIT_*} and {@code BROKERS} say.
   *
   * @throws SettingsException where one of them is wrong
   */
  public static ClusterSettings of(Map<String, String> environment, Path repository) {
    StandaloneSettings server = new EnvironmentSwitches(environment, Files::isReadable).settings();
    int offset = server.ports().offset();
    if (offset > OFFSET_MAX) {
      throw new SettingsException(
          "GODWIT_PORT_OFFSET is '" + offset + "': it must be at most " + OFFSET_MAX + " here.");
    }
    String jvm = environment.getOrDefault("GODWIT_CLUSTER_JVM", "");
    return new ClusterSettings(
        folder(environment),
        new ServiceJars(repository),
        ClusterSize.full(brokers(environment)),
        new ClusterPorts(offset),
        jvm.isBlank() ? SMALL_JVM : List.of(jvm.strip().split("\\s+", -1)),
        server);
  }

  /** Returns the same with another number of processes. */
  public ClusterSettings withSize(ClusterSize other) {
    return new ClusterSettings(folder, jars, other, ports, jvm, server);
  }

  /** Returns the folder that {@code GODWIT_CLUSTER} names. */
  static ClusterFolder folder(Map<String, String> environment) {
    String name = environment.getOrDefault("GODWIT_CLUSTER", "");
    return new ClusterFolder(Path.of(name.isBlank() ? "data-cluster" : name.strip()));
  }

  private static int brokers(Map<String, String> environment) {
    String text = environment.getOrDefault("BROKERS", "");
    return switch (text.strip()) {
      case "", "1" -> 1;
      case "3" -> 3;
      default -> throw new SettingsException("BROKERS is '" + text + "': it must be 1 or 3.");
    };
  }
}
