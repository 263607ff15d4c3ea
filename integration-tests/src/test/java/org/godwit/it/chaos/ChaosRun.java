package org.godwit.it.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.godwit.it.cluster.TestCluster;
import org.godwit.standalone.Service;
import org.godwit.standalone.cluster.Cluster;
import org.godwit.standalone.cluster.ClusterProcess;
import org.godwit.standalone.cluster.ClusterSize;

/**
 * One run: a cluster, clients, faults for a while, then healing, collecting and the verdict.
 *
 * <pre>
 *   start --> faults (minutes) --> heal --> no new messages --> everything acknowledged
 *         --> quiet --> all sessions anew --> quiet --> verdict
 * </pre>
 */
final class ChaosRun {

  /** Kafka and the database are stopped for a minute each only where that leaves time for more. */
  private static final Duration LONG_RUN = Duration.ofMinutes(10);

  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);
  private static final Duration QUIET_LIMIT = Duration.ofSeconds(45);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int EXAMPLES = 3;

  private final Options options;
  private final PrintStream out;
  private final Ledger ledger = new Ledger();
  private volatile long beginNanos = System.nanoTime();
  private long beginMs;
  private List<Moment> faults = List.of();

  /**
   * What a run is started with.
   *
   * @param repository the folder with the built modules
   * @param length how long faults are done
   * @param seed decides faults and clients
   * @param brokers Kafka nodes, 1 or 3
   * @param properties further properties of the services
   */
  record Options(Path repository, Duration length, long seed, int brokers, String properties) {}

  ChaosRun(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs and returns the verdict; the cluster's folder is kept where that is not clean. */
  Verdict run() throws IOException, InterruptedException {
    out.println("chaos: seed " + options.seed() + ", " + options.length().toSeconds() + " s");
    TestCluster cluster =
        TestCluster.start(
            options.repository(), ClusterSize.chat(options.brokers()), options.properties());
    boolean clean = false;
    try {
      Verdict verdict = run(cluster);
      clean = verdict.isClean();
      if (!clean) {
        explain(cluster, verdict);
      }
      out.println(verdict.closingLine());
      return verdict;
    } finally {
      if (clean) {
        cluster.close();
      } else {
        cluster.stop();
        out.println("Logs and data are kept in " + cluster.folder());
      }
    }
  }

  private Verdict run(TestCluster cluster) throws IOException, InterruptedException {
    Population population = Population.of(options.seed(), ledger);
    cluster.register(population.users());
    out.println("The cluster is ready after " + nowMs() / 1000 + " s");
    beginNanos = System.nanoTime();
    beginMs = System.currentTimeMillis();
    List<ChaosClient> clients = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (ClientProfile profile : population.profiles()) {
      ChaosClient client = new ChaosClient(profile, ledger, cluster.gateways(), this::nowMs);
      clients.add(client);
      threads.add(Thread.ofVirtual().name(profile.user()).start(client));
    }
    FaultInjector injector = new FaultInjector(cluster.cluster(), this::nowMs, out);
    try {
      await(WARM_UP, () -> false);
      injectFaults(cluster.cluster(), injector);
      collect(injector, clients);
    } finally {
      clients.forEach(ChaosClient::finish);
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(10));
      }
    }
    report(clients);
    faults = injector.moments();
    List<long[]> receipts = population.steady().stream().map(ledger::firstReceipts).toList();
    return ledger.verdict(injector.kills(), Takeovers.percentile99(receipts, injector.takeovers()));
  }

  private void injectFaults(Cluster cluster, FaultInjector injector) throws InterruptedException {
    FaultSchedule schedule =
        new FaultSchedule(
            options.seed(),
            new FaultSchedule.Targets(
                names(cluster.instances(Service.GATEWAY)),
                names(cluster.instances(Service.SESSION)),
                cluster.processes().stream()
                    .map(ClusterProcess::name)
                    .filter(name -> name.startsWith("kafka"))
                    .toList(),
                options.length().compareTo(LONG_RUN) >= 0 ? "mariadb" : ""));
    long end = nowMs() + options.length().toMillis();
    while (nowMs() < end) {
      injector.inject(schedule.next());
    }
  }

  private static List<String> names(List<ClusterProcess> processes) {
    return processes.stream().map(ClusterProcess::name).toList();
  }

  /** Everything that was acknowledged has to come now; whoever was away comes back. */
  private void collect(FaultInjector injector, List<ChaosClient> clients)
      throws InterruptedException {
    injector.heal();
    clients.forEach(ChaosClient::settle);
    clients.forEach(ChaosClient::stopProducing);
    boolean settled = await(SETTLE_LIMIT, () -> clients.stream().allMatch(ChaosRun::isSettled));
    if (!settled) {
      clients.stream()
          .filter(client -> !isSettled(client))
          .forEach(client ->
              out.println(
                  client.user()
                      + " does not settle: "
                      + (client.isOnline() ? "online, " : "offline, ")
                      + client.pending()
                      + " unacknowledged"));
    }
    await(QUIET_LIMIT, () -> ledger.missing() == 0);
    int missing = ledger.missing();
    if (missing > 0) {
      out.println(missing + " missing: every client begins a new session to collect");
      clients.forEach(ChaosClient::renew);
      await(QUIET_LIMIT, () -> ledger.missing() == 0);
    }
    // What comes twice comes late.
    await(WARM_UP, () -> false);
  }

  private static boolean isSettled(ChaosClient client) {
    return client.isOnline() && client.pending() == 0;
  }

  private void report(List<ChaosClient> clients) {
    Map<String, Integer> all = new TreeMap<>();
    for (ChaosClient client : clients) {
      client.events().forEach((event, count) -> all.merge(event, count, Integer::sum));
    }
    all.forEach((event, count) -> out.printf("%6d x %s%n", count, event));
  }

  /** Prints, for the first stanzas of each kind of fault, where they were, and where they ended. */
  private void explain(TestCluster cluster, Verdict verdict) {
    List<String> ids = verdict.examples(EXAMPLES);
    Map<String, StanzaPath> paths;
    try {
      paths = new KafkaTimeline(cluster.cluster().bootstrapServers()).of(ids);
    } catch (KafkaException | IllegalStateException e) {
      out.println("The bus cannot be read: " + e);
      paths = Map.of();
    }
    for (String id : ids) {
      StanzaTimeline timeline =
          new StanzaTimeline(beginMs, ledger.moments(id), faults, paths.get(id));
      out.println(ledger.headline(id));
      timeline.lines().forEach(line -> out.println("  " + line));
    }
  }

  private long nowMs() {
    return Duration.ofNanos(System.nanoTime() - beginNanos).toMillis();
  }

  private boolean await(Duration limit, BooleanSupplier done) {
    long until = nowMs() + limit.toMillis();
    while (!done.getAsBoolean()) {
      if (nowMs() > until) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
