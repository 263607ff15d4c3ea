package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.godwit.standalone.Service;
import org.godwit.standalone.SettingsException;
import org.jspecify.annotations.Nullable;

/**
 * All processes of one installation on this machine.
 *
 * <p>{@link #start} returns once everything is ready; single processes may be killed, frozen and
 * started again afterwards. The processes outlive this object and this JVM unless it is closed.
 */
public final class Cluster implements AutoCloseable {

  /** How long a process may take until it is ready, many starting at once on few cores. */
  public static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** How long a process may take to stop before it is killed. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /** More at once than cores only make each other late. */
  private static final int STARTING_MAX = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final ClusterSettings settings;
  private final ClusterPlan plan;
  private final Map<String, ClusterProcess> processes = new LinkedHashMap<>();

  private Cluster(ClusterSettings settings, ClusterPlan plan) {
    this.settings = settings;
    this.plan = plan;
    for (ProcessSpec spec : plan.processes()) {
      processes.put(spec.name(), new ClusterProcess(spec, settings.folder()));
    }
  }

  /** Returns a cluster of which nothing runs yet. */
  public static Cluster of(ClusterSettings settings) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Cluster(settings, new ClusterPlan(settings, java));
  }

  /** Tells whether the database's programs are installed, without which nothing can start. */
  public static boolean hasDatabase() {
    return MariaDbFolder.isInstalled();
  }

  /** Starts everything and returns once it is ready. */
  public void start() {
    start((name, took) -> {});
  }

  /**
   * Starts everything and returns once it is ready.
   *
   * @param ready is told each name and how long it took; any thread
   * @throws SettingsException as {@link #requireStartable}
   */
  public void start(BiConsumer<String, Duration> ready) {
    requireStartable();
    settings.folder().create();
    for (ClusterProcess process : processes.values()) {
      UnpackedJar jar = process.spec().jar();
      if (jar != null) {
        jar.discardStale();
      }
    }
    ExecutorService starters = Executors.newFixedThreadPool(STARTING_MAX);
    try {
      Map<String, CompletableFuture<Void>> steps = new LinkedHashMap<>();
      for (ClusterProcess process : processes.values()) {
        CompletableFuture<?>[] before =
            process.spec().after().stream().map(steps::get).toArray(CompletableFuture[]::new);
        steps.put(
            process.name(),
            CompletableFuture.allOf(before).thenRunAsync(() -> start(process, ready), starters));
      }
      CompletableFuture.allOf(steps.values().toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      starters.shutdownNow();
    }
  }

  private void start(ClusterProcess process, BiConsumer<String, Duration> ready) {
    long begin = System.nanoTime();
    if (process.name().equals(ClusterPlan.DATABASE)) {
      new MariaDbFolder(settings.folder().data(process.name())).prepare(process.log());
    }
    process.start();
    process.awaitReady(START_LIMIT);
    ready.accept(process.name(), Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Returns what it was made with. */
  public ClusterSettings settings() {
    return settings;
  }

  /** Returns where Kafka's clients find it. */
  public String bootstrapServers() {
    return plan.bootstrapServers();
  }

  /** Returns all processes, those that others wait for first. */
  public synchronized List<ClusterProcess> processes() {
    return List.copyOf(processes.values());
  }

  /**
   * Returns the process of that name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public synchronized ClusterProcess process(String name) {
    @Nullable ClusterProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException("no process " + name + ", only " + processes.keySet());
    }
    return process;
  }

  /** Returns the instances of a service, the first one first. */
  public List<ClusterProcess> instances(Service service) {
    List<ClusterProcess> instances = new ArrayList<>();
    for (ClusterProcess process : processes()) {
      if (process.name().startsWith(ClusterPlan.kindOf(service) + '-')) {
        instances.add(process);
      }
    }
    return instances;
  }

  /** Adds the next instance of {@code service}, which is not started yet. */
  public synchronized ClusterProcess add(Service service) {
    int instance = 1;
    while (processes.containsKey(ClusterPlan.nameOf(service, instance))) {
      instance++;
    }
    ClusterProcess process = new ClusterProcess(plan.service(service, instance), settings.folder());
    processes.put(process.name(), process);
    return process;
  }

  /** Stops the process of that name and takes it out. */
  public synchronized void remove(String name) {
    process(name).stop(STOP_LIMIT);
    processes.remove(name);
  }

  /** Stops everything that runs in the folder; what does not end by itself is killed. */
  @Override
  public void close() {
    new ClusterRun(settings.folder()).stop(STOP_LIMIT);
  }

  /**
   * Returns where nothing speaks against a start.
   *
   * @throws SettingsException where something of this folder runs already, it was made with another
   *     number of brokers, or somebody else listens on one of its ports: what is asked there
   *     whether it is ready would answer, and the services would use a foreign broker
   */
  public void requireStartable() {
    requireNothingRuns();
    requireSameBrokers();
    String obstacle = settings.ports().obstacle(settings.size());
    if (obstacle != null) {
      throw new SettingsException(obstacle);
    }
  }

  private void requireNothingRuns() {
    for (RunningProcess process : new ClusterRun(settings.folder()).all()) {
      if (process.handle().isPresent()) {
        throw new SettingsException(
            "GODWIT_CLUSTER is '"
                + settings.folder().path()
                + "', where "
                + process.name()
                + " runs as process "
                + process.pid()
                + ": make cluster-stop first, or name another folder.");
      }
    }
  }

  /** The number of voters is part of what the brokers have written. */
  private void requireSameBrokers() {
    Path first = settings.folder().settings("kafka-1");
    if (!Files.exists(first)) {
      return;
    }
    Properties before = new Properties();
    try (Reader reader = Files.newBufferedReader(first, StandardCharsets.ISO_8859_1)) {
      before.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String made = before.getProperty("cluster.id", "");
    if (!made.equals(plan.clusterId())) {
      throw new SettingsException(
          "BROKERS is '"
              + settings.size().brokers()
              + "', but the cluster in "
              + settings.folder().path()
              + " was made with another number: keep that, or name another GODWIT_CLUSTER.");
    }
  }
}
