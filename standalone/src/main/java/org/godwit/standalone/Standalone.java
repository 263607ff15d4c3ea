package org.godwit.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.godwit.standalone.broker.KraftBroker;
import org.godwit.standalone.front.FrontApplication;
import org.godwit.standalone.front.ServiceHealth;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole server in this JVM: broker, five services, front.
 *
 * <pre>
 *   start:  broker ----> session, muc, channel, gateway (in parallel) --+--> ready
 *           auth, front (beside the broker) ---------------------------+
 *   close:  gateway ---> session, muc, channel, auth, front (in parallel) ---> broker
 * </pre>
 *
 * <p>Started once by {@link #start} and closed once or more, by any thread.
 */
public final class Standalone implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Standalone.class);
  private static final String BOOTSTRAP_SERVERS = "spring.kafka.bootstrap-servers";
  private static final Duration READY_LIMIT = Duration.ofMinutes(1);
  private static final Duration READY_POLL = Duration.ofMillis(20);

  /** When each step of a stop must be over, counted from its begin. */
  private static final Duration GATEWAY_STOPPED = Duration.ofSeconds(2);

  private static final Duration SERVICES_STOPPED = Duration.ofMillis(3500);
  private static final Duration BROKER_STOPPED = Duration.ofMillis(4700);

  private final StandaloneSettings settings;
  private final DataFolder folder;
  private final Map<Service, ConfigurableApplicationContext> contexts = new ConcurrentHashMap<>();
  private volatile @Nullable KraftBroker broker;
  private volatile @Nullable ConfigurableApplicationContext front;
  private boolean closed;

  private Standalone(StandaloneSettings settings, DataFolder folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Starts everything and returns once it is ready.
   *
   * @throws SettingsException where a setting is wrong, the folder is in use or a port is taken
   */
  public static Standalone start(StandaloneSettings settings) {
    requireFreePorts(settings);
    DataFolder folder = DataFolder.open(settings.data(), ProcessHandle.current().pid());
    Standalone standalone = new Standalone(settings, folder);
    try {
      standalone.startAll();
      standalone.awaitReady();
      return standalone;
    } catch (RuntimeException e) {
      standalone.close();
      throw e;
    }
  }

  /** Returns what it was started with. */
  public StandaloneSettings settings() {
    return settings;
  }

  private static void requireFreePorts(StandaloneSettings settings) {
    Ports ports = settings.ports();
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    for (int port : List.of(ports.xmpp(), ports.directTls(), ports.bosh(), ports.websocket())) {
      requireFree(settings.bind(), port);
    }
    List<Integer> local = new ArrayList<>(List.of(ports.front()));
    for (Service service : Service.values()) {
      local.add(ports.http(service));
    }
    if (settings.options().getOrDefault(BOOTSTRAP_SERVERS, "").isEmpty()) {
      local.add(ports.broker());
      local.add(ports.controller());
    }
    local.forEach(port -> requireFree(loopback, port));
  }

  private static void requireFree(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new SettingsException(
          "Port "
              + port
              + " on "
              + address.getHostAddress()
              + " cannot be opened ("
              + e.getMessage()
              + "): stop what uses it, or set GODWIT_PORT_OFFSET to a number that is added to every"
              + " port.");
    }
  }

  private void startAll() {
    // As many at once as a small machine has cores, and one that waits for others.
    ExecutorService starters = Executors.newFixedThreadPool(3, daemon("godwit-start"));
    try {
      String external = settings.options().getOrDefault(BOOTSTRAP_SERVERS, "");
      CompletableFuture<String> bootstrap =
          external.isEmpty()
              ? CompletableFuture.supplyAsync(this::startBroker, starters)
              : CompletableFuture.completedFuture(external);
      // Auth-service has much to do before it needs the broker, and waits for it by itself.
      ServiceProperties early =
          new ServiceProperties(
              settings,
              folder,
              external.isEmpty()
                  ? KraftBroker.bootstrapServers(settings.ports().broker())
                  : external);
      List<CompletableFuture<Void>> steps = new ArrayList<>();
      steps.add(CompletableFuture.runAsync(() -> startService(Service.AUTH, early), starters));
      for (Service service :
          List.of(Service.SESSION, Service.GATEWAY, Service.MUC, Service.CHANNEL)) {
        steps.add(
            bootstrap.thenAcceptAsync(
                servers -> startService(service, new ServiceProperties(settings, folder, servers)),
                starters));
      }
      steps.add(CompletableFuture.runAsync(() -> startFront(early), starters));
      CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      starters.shutdown();
    }
  }

  private String startBroker() {
    KraftBroker started =
        new KraftBroker(folder.kafka(), settings.ports().broker(), settings.ports().controller());
    broker = started;
    started.start();
    return started.bootstrapServers();
  }

  private void startService(Service service, ServiceProperties properties) {
    contexts.put(service, run(service.newBuilder(), properties.of(service)));
  }

  private void startFront(ServiceProperties properties) {
    Map<String, Supplier<@Nullable ConfigurableApplicationContext>> all = new TreeMap<>();
    for (Service service : Service.values()) {
      all.put(service.module(), () -> contexts.get(service));
    }
    front = run(FrontApplication.builder(new ServiceHealth(all)), properties.ofFront());
  }

  private static ConfigurableApplicationContext run(
      SpringApplicationBuilder builder, Map<String, String> properties) {
    return builder
        .registerShutdownHook(false)
        .run(
            properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + '=' + property.getValue())
                .toArray(String[]::new));
  }

  /** A started context may still wait for its partitions; its health says so. */
  private void awaitReady() {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (true) {
      Map<Service, String> waiting = new EnumMap<>(Service.class);
      contexts.forEach((service, context) -> {
        String status = ServiceHealth.statusOf(context);
        if (!status.equals("UP")) {
          waiting.put(service, status);
        }
      });
      if (waiting.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not ready after " + READY_LIMIT + ": " + waiting);
      }
      LockSupport.parkNanos(READY_POLL.toNanos());
    }
  }

  /** Stops everything in order; a part that hangs is left behind after its time. */
  @Override
  public void close() {
    synchronized (contexts) {
      if (closed) {
        return;
      }
      closed = true;
    }
    long begin = System.nanoTime();
    ExecutorService closers = Executors.newCachedThreadPool(daemon("godwit-stop"));
    try {
      closeAll(
          closers,
          List.of(closing(contexts.get(Service.GATEWAY))),
          begin + GATEWAY_STOPPED.toNanos());
      List<Runnable> others = new ArrayList<>();
      for (Service service : Service.values()) {
        if (service != Service.GATEWAY) {
          others.add(closing(contexts.get(service)));
        }
      }
      others.add(closing(front));
      closeAll(closers, others, begin + SERVICES_STOPPED.toNanos());
      KraftBroker running = broker;
      closeAll(
          closers,
          running == null ? List.of() : List.of(running::close),
          begin + BROKER_STOPPED.toNanos());
      folder.close();
    } finally {
      closers.shutdownNow();
    }
  }

  private static Runnable closing(@Nullable ConfigurableApplicationContext context) {
    return context == null ? () -> {} : context::close;
  }

  private static void closeAll(ExecutorService closers, List<Runnable> parts, long deadline) {
    CompletableFuture<?>[] steps =
        parts.stream()
            .map(part -> CompletableFuture.runAsync(part, closers))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(steps).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOGGER.atWarn().addKeyValue("error", e.toString()).log("a part did not stop cleanly");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().daemon().name(name + '-', 0).factory();
  }
}
