package org.godwit.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker and its controller in this JVM, on loopback, with a persistent folder.
 *
 * <p>Started and stopped once, by any thread. A folder left by a killed process is recovered by the
 * broker when it starts.
 */
public final class KraftBroker implements AutoCloseable {

  private static final int NODE_ID = 1;
  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final int port;
  private final KafkaRaftServer server;

  /**
   * Prepares a broker; nothing listens yet.
   *
   * @param folder where its log lies; formatted where it is not
   * @param port the port of clients
   * @param controllerPort the port of its controller
   */
  public KraftBroker(Path folder, int port, int controllerPort) {
    this.folder = folder;
    this.port = port;
    format();
    this.server =
        new KafkaRaftServer(
            KafkaConfig.fromProps(properties(folder, port, controllerPort), false), Time.SYSTEM);
  }

  /** Starts the broker and returns once it takes requests. */
  public void start() {
    server.startup();
  }

  /** Returns what clients need to find it: {@code host:port}. */
  public String bootstrapServers() {
    return HOST + ':' + port;
  }

  /** Stops the broker and waits until its log is closed. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** A format that was cut short leaves no meta.properties, and is begun again. */
  private void format() {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(folder);
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(folder.toString())
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setIgnoreFormatted(true)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot format the broker's folder " + folder, e);
    }
  }

  private static Properties properties(Path folder, int port, int controllerPort) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            Integer.toString(NODE_ID),
            "controller.quorum.voters",
            NODE_ID + "@" + HOST + ':' + controllerPort,
            "controller.listener.names",
            "CONTROLLER",
            "inter.broker.listener.name",
            "PLAINTEXT",
            "listeners",
            "PLAINTEXT://" + HOST + ':' + port + ",CONTROLLER://" + HOST + ':' + controllerPort,
            "advertised.listeners",
            "PLAINTEXT://" + HOST + ':' + port,
            "log.dirs",
            folder.toString()));
    properties.putAll(SINGLE_NODE);
    properties.putAll(SESSION);
    properties.putAll(GROUPS);
    return properties;
  }

  /** One copy of everything, few threads, small buffers. */
  private static final Map<String, String> SINGLE_NODE =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "2"),
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
   * short one lets the next start own them at once.
   */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.session.timeout.ms", "5000"),
          Map.entry("group.consumer.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"));
}
