package org.godwit.standalone.cluster;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One process of a cluster, as it is to be started.
 *
 * @param name its name in the cluster, such as {@code session-1}
 * @param tier when it is stopped
 * @param command the program and its arguments
 * @param jar what has to be unpacked for it; null for a program that is no jar
 * @param settings what is written to its settings file; empty where it has none
 * @param health how it is asked whether it is ready
 * @param after names of those that must be ready before it is started
 */
record ProcessSpec(
    String name,
    Tier tier,
    List<String> command,
    @Nullable UnpackedJar jar,
    Map<String, String> settings,
    Health health,
    List<String> after) {

  ProcessSpec {
    command = List.copyOf(command);
    settings = Map.copyOf(settings);
    after = List.copyOf(after);
  }

  /** The order of a stop: what depends on others goes first. */
  enum Tier {
    GATEWAY,
    SERVICE,
    BROKER,
    DATABASE
  }

  /**
   * Where and how it is asked.
   *
   * @param probe the question
   * @param address whom
   * @param listens what a reader of the table is told
   */
  record Health(Probe probe, InetSocketAddress address, String listens) {}
}
