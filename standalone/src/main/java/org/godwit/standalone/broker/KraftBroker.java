package org.godwit.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker and its controller in this JVM, with a persistent folder.
 *
 * <p>Started and stopped once, by any thread. A folder left by a killed process is recovered by the
 * broker when it starts.
 */
public final class KraftBroker implements AutoCloseable {

  private static final int NODE_ID = 1;
  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final String bootstrapServers;
  private final KafkaRaftServer server;

  /**
   * Prepares a broker that is alone; nothing listens yet.
   *
   * @param folder where its log lies; formatted where it is not
   * @param port the port of clients
   * @param controllerPort the port of its controller
   */
  public KraftBroker(Path folder, int port, int controllerPort) {
    this(
        BrokerProperties.single(new BrokerNode(NODE_ID, HOST, port, controllerPort), folder),
        Uuid.randomUuid().toString());
  }

  /** Returns where clients will find the broker of this machine that is given {@code port}. */
  public static String bootstrapServers(int port) {
    return HOST + ':' + port;
  }

  private KraftBroker(Properties properties, String clusterId) {
    this.folder = Path.of(properties.getProperty("log.dirs"));
    this.bootstrapServers =
        properties.getProperty("advertised.listeners").replace("PLAINTEXT://", "");
    format(Integer.parseInt(properties.getProperty("node.id")), clusterId);
    this.server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
  }

  /**
   * Prepares one node of a cluster.
   *
   * @param settings what {@link BrokerProperties#of} returns, and the id of the cluster
   */
  static KraftBroker of(Properties settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    Object clusterId = properties.remove(BrokerProperties.CLUSTER_ID);
    if (clusterId == null) {
      throw new IllegalArgumentException(BrokerProperties.CLUSTER_ID + " is missing");
    }
    return new KraftBroker(properties, clusterId.toString());
  }

  /** Starts the broker and returns once it takes requests. */
  public void start() {
    server.startup();
  }

  /** Returns what clients need to find it: {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker and waits until its log is closed. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** A format that was cut short leaves no meta.properties, and is begun again. */
  private void format(int nodeId, String clusterId) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(folder);
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(nodeId)
          .setClusterId(clusterId)
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
}
