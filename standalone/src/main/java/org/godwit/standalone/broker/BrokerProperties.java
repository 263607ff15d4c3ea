package org.godwit.standalone.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The settings of brokers on one machine, in Kafka's own words. Pure. */
public final class BrokerProperties {

  /** The key of the cluster's id, which Kafka keeps in the formatted folder. */
  static final String CLUSTER_ID = "cluster.id";

  /** How many copies a cluster of that many nodes or more keeps. */
  private static final int COPIES_MAX = 3;

  private static final String THREADS =
      Integer.toString(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private BrokerProperties() {}

  /** Returns the settings of the only node of an installation. */
  static Properties single(BrokerNode node, Path folder) {
    Properties properties = of(List.of(node), node, folder);
    properties.putAll(GROUPS);
    return properties;
  }

  /**
   * Returns the settings of {@code self}, one of {@code nodes}.
   *
   * <p>From three nodes on, everything has three copies, of which two must be written.
   */
  public static Properties of(List<BrokerNode> nodes, BrokerNode self, Path folder) {
    String listener = "PLAINTEXT://" + self.address();
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            Integer.toString(self.id()),
            "controller.quorum.voters",
            nodes.stream().map(BrokerNode::voter).collect(Collectors.joining(",")),
            "controller.listener.names",
            "CONTROLLER",
            "inter.broker.listener.name",
            "PLAINTEXT",
            "listeners",
            listener + ",CONTROLLER://" + self.host() + ':' + self.controllerPort(),
            "advertised.listeners",
            listener,
            "log.dirs",
            folder.toString()));
    properties.putAll(SMALL);
    properties.putAll(SESSION);
    properties.putAll(FAST_GROUPS);
    copies(properties, Math.min(nodes.size(), COPIES_MAX));
    return properties;
  }

  private static void copies(Properties properties, int copies) {
    String all = Integer.toString(copies);
    String written = copies == COPIES_MAX ? "2" : "1";
    for (String key :
        List.of(
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "share.coordinator.state.topic.replication.factor")) {
      properties.put(key, all);
    }
    for (String key :
        List.of(
            "min.insync.replicas",
            "transaction.state.log.min.isr",
            "share.coordinator.state.topic.min.isr")) {
      properties.put(key, written);
    }
  }

  /**
   * Few threads, small buffers. One thread each for the network and for requests: on a machine of
   * two cores more of them only wake each other. Without records to nowhere every half second the
   * metadata log, which is flushed to the disk each time, rests when nothing changes.
   */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("num.network.threads", THREADS),
          Map.entry("num.io.threads", THREADS),
          Map.entry("metadata.max.idle.interval.ms", "0"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("log.cleaner.dedupe.buffer.size", "2097152"));

  /**
   * The controller lets a broker in again only when the session of its last start is over, which
   * after a kill nobody has ended: a short one keeps the next start short.
   */
  private static final Map<String, String> SESSION =
      Map.of("broker.session.timeout.ms", "4000", "broker.heartbeat.interval.ms", "500");

  /**
   * A killed process leaves members behind, whose partitions nobody gets before their time is up: a
   * short one lets the others own them soon. All four, or the broker takes its own bounds.
   */
  private static final Map<String, String> FAST_GROUPS =
      Map.ofEntries(
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.session.timeout.ms", "3000"),
          Map.entry("group.consumer.min.session.timeout.ms", "3000"),
          Map.entry("group.consumer.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"));

  /** In one process with everything else there is nobody to take over, so rare heartbeats do. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("group.consumer.session.timeout.ms", "5000"),
          Map.entry("group.consumer.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.heartbeat.interval.ms", "1000"));
}
