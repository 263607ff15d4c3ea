package org.godwit.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.it.server.TemporaryFolder;
import org.godwit.standalone.Service;
import org.godwit.standalone.cluster.Cluster;
import org.godwit.standalone.cluster.ClusterPorts;
import org.godwit.standalone.cluster.ClusterSettings;
import org.godwit.standalone.cluster.ClusterSize;

/**
 * A cluster in a temporary folder on free ports: clients may log in without TLS, and it is gone
 * when it is closed or when this JVM ends.
 */
public final class TestCluster implements AutoCloseable {

  private static final int FIRST_OFFSET = 7000;
  private static final int LAST_OFFSET = 12_000;
  private static final int STEP = 60;

  /** Clients do without TLS, and nothing is refused because an absent user has too much mail. */
  private static final String OPTIONS =
      "--xmpp.bus.partitions=8 --xmpp.session.offline.messages-max=100000"
          + " --xmpp.auth.password.iterations=4096"
          + " --xmpp.auth.registration.per-address-per-minute=0";

  private final Cluster cluster;
  private final Path folder;
  private final Thread atExit;

  private TestCluster(Cluster cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
    this.atExit = new Thread(cluster::close, "cluster-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a cluster and returns once it is ready.
   *
   * @param repository the folder with the built modules
   * @param size how many processes
   * @param options further properties of the services, as in {@code GODWIT_OPTS}
   */
  public static TestCluster start(Path repository, ClusterSize size, String options) {
    try {
      Path folder = Files.createTempDirectory("godwit-cluster");
      Map<String, String> switches =
          Map.of(
              "GODWIT_CLUSTER",
              folder.toString(),
              "GODWIT_PORT_OFFSET",
              Integer.toString(freeOffset(size)),
              "GODWIT_REQUIRE_TLS",
              "false",
              "GODWIT_OPTS",
              OPTIONS + ' ' + options);
      Cluster cluster = Cluster.of(ClusterSettings.of(switches, repository).withSize(size));
      TestCluster started = new TestCluster(cluster, folder);
      try {
        cluster.start();
        return started;
      } catch (RuntimeException e) {
        started.stop();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the processes. */
  public Cluster cluster() {
    return cluster;
  }

  /** Returns the folder with logs and data. */
  public Path folder() {
    return folder;
  }

  /** Returns where XMPP clients connect: one address per gateway. */
  public List<InetSocketAddress> gateways() {
    List<InetSocketAddress> gateways = new ArrayList<>();
    ClusterPorts ports = cluster.settings().ports();
    for (int instance = 1; instance <= cluster.settings().size().gateways(); instance++) {
      gateways.add(
          new InetSocketAddress(InetAddress.ofLiteral(ports.xmppHost(instance)), ports.xmpp()));
    }
    return gateways;
  }

  /** Registers accounts at {@code localhost}, whose names are their passwords. */
  public void register(List<String> users) throws IOException, InterruptedException {
    URI accounts =
        URI.create(
            "http://127.0.0.1:"
                + cluster.settings().ports().http(Service.AUTH, 1)
                + "/api/v1/accounts");
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String user : users) {
        HttpResponse<String> response =
            http.send(
                HttpRequest.newBuilder(accounts)
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"account\":\"%s@localhost\",\"password\":\"%s\"}"
                                .formatted(user, user)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
          throw new IOException("cannot register " + user + ": " + response);
        }
      }
    }
  }

  /** Stops the processes and keeps the folder. */
  public void stop() {
    cluster.close();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** Stops the processes and deletes the folder. */
  @Override
  public void close() {
    stop();
    TemporaryFolder.delete(folder);
  }

  private static int freeOffset(ClusterSize size) {
    for (int offset = FIRST_OFFSET; offset <= LAST_OFFSET; offset += STEP) {
      if (new ClusterPorts(offset).obstacle(size) == null) {
        return offset;
      }
    }
    throw new IllegalStateException("no free ports up to offset " + LAST_OFFSET);
  }
}
