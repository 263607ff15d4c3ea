package org.godwit.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A load run: clients on one event loop, and a line of figures at the end. */
public final class LoadRun implements AutoCloseable {

  private static final int LOGINS_UNDER_WAY = 32;
  private static final long STEP_MS = 5;
  private static final long TIMEOUT_S = 60;

  private final LoadOptions options;
  private final @Nullable SslContext tls;
  private final ProcessCpu cpu;
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final List<LoadClient> clients = new ArrayList<>();

  LoadRun(LoadOptions options) throws SSLException {
    this.options = options;
    this.cpu = new ProcessCpu(options.pid());
    this.tls =
        options.tls()
            ? SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build()
            : null;
  }

  /** Runs what the command line says; ends with 2 where that is wrong, with 1 where it fails. */
  public static void main(String... args) {
    LoadOptions options;
    try {
      options = LoadOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(LoadOptions.USAGE);
      System.exit(2);
      return;
    }
    try (LoadRun run = new LoadRun(options)) {
      System.out.println(run.run());
    } catch (ExecutionException | TimeoutException | InterruptedException | SSLException e) {
      System.err.println("The load run failed: " + e);
      System.exit(1);
    }
  }

  /** Runs and returns the figures as one line of {@code key=value}. */
  String run() throws ExecutionException, InterruptedException, TimeoutException {
    String logins = logIn();
    return switch (options.mode()) {
      case REGISTER, LOGIN -> logins;
      case CHAT -> logins + ' ' + traffic(pairs());
      case ROOM -> logins + ' ' + traffic(rooms());
    };
  }

  @Override
  public void close() {
    loop.submit(() -> clients.forEach(LoadClient::close)).awaitUninterruptibly(1000);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
  }

  private String logIn() throws ExecutionException, InterruptedException, TimeoutException {
    long before = cpu.micros();
    long began = System.nanoTime();
    CompletableFuture<Void> all = new CompletableFuture<>();
    loop.execute(() -> {
      for (int i = 0; i < Math.min(LOGINS_UNDER_WAY, options.clients()); i++) {
        connectNext(all);
      }
    });
    all.get(TIMEOUT_S, TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - began) / 1e9;
    return String.format(
        Locale.ROOT,
        "clients=%d logins_per_s=%.0f cpu_ms_per_login=%.2f",
        options.clients(),
        options.clients() / seconds,
        (cpu.micros() - before) / 1e3 / options.clients());
  }

  private void connectNext(CompletableFuture<Void> all) {
    if (clients.size() == options.clients()) {
      if (clients.stream().allMatch(client -> client.ready().isDone())) {
        all.complete(null);
      }
      return;
    }
    LoadClient client = new LoadClient(options, tls, clients.size());
    clients.add(client);
    var _ =
        client
            .ready()
            .whenComplete((done, failure) -> {
              if (failure == null) {
                connectNext(all);
              } else {
                all.completeExceptionally(failure);
              }
            });
    var _ =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(client)
            .connect(options.host(), options.port())
            .addListener(connected -> {
              if (!connected.isSuccess()) {
                all.completeExceptionally(connected.cause());
              }
            });
  }

  private Traffic pairs() {
    Traffic traffic = new Traffic();
    for (int i = 0; i + 1 < clients.size(); i += 2) {
      traffic.pair(clients.get(i), clients.get(i + 1));
    }
    return traffic;
  }

  private Traffic rooms() throws ExecutionException, InterruptedException, TimeoutException {
    Traffic traffic = new Traffic();
    List<List<LoadClient>> occupants = new ArrayList<>();
    for (int i = 0; i < options.rooms(); i++) {
      occupants.add(new ArrayList<>());
    }
    for (int i = 0; i < clients.size(); i++) {
      int room = i % options.rooms();
      LoadClient client = clients.get(i);
      RoomJoin join = new RoomJoin(client, address(room));
      loop.execute(join::begin);
      join.joined().get(TIMEOUT_S, TimeUnit.SECONDS);
      occupants.get(room).add(client);
    }
    loop.submit(
            () -> {
              for (int i = 0; i < options.rooms(); i++) {
                traffic.room(address(i), occupants.get(i));
              }
            })
        .get();
    return traffic;
  }

  private String address(int room) {
    return "load" + room + "@" + options.roomsDomain();
  }

  private String traffic(Traffic traffic)
      throws ExecutionException, InterruptedException, TimeoutException {
    long began = System.nanoTime();
    if (options.rate() == 0) {
      loop.execute(() -> traffic.begin(options.window()));
    } else {
      Pace pace = new Pace(traffic, began);
      loop.execute(pace);
    }
    loop.schedule(traffic::reset, options.warmupSeconds(), TimeUnit.SECONDS).get();
    long cpuBefore = cpu.micros();
    long windowBegan = System.nanoTime();
    Histogram counted =
        loop.schedule(() -> traffic.micros().copy(), options.seconds(), TimeUnit.SECONDS).get();
    double seconds = (System.nanoTime() - windowBegan) / 1e9;
    double cpuMicros = cpu.micros() - cpuBefore;
    loop.submit(traffic::stop).get();
    long missing = settle(traffic);
    long count = counted.getTotalCount();
    return String.format(
        Locale.ROOT,
        "deliveries_per_s=%.0f cpu_us_per_delivery=%.1f p50_ms=%.1f p99_ms=%.1f sent=%d missing=%d",
        count / seconds,
        count == 0 ? 0 : cpuMicros / count,
        counted.getValueAtPercentile(50) / 1e3,
        counted.getValueAtPercentile(99) / 1e3,
        traffic.sent(),
        missing);
  }

  /** Waits until everything has come, at most ten seconds. */
  private long settle(Traffic traffic) throws ExecutionException, InterruptedException {
    long missing = traffic.missing();
    for (int i = 0; i < 100 && missing > 0; i++) {
      missing = loop.schedule(traffic::missing, 100, TimeUnit.MILLISECONDS).get();
    }
    return missing;
  }

  /** Writes at a fixed rate, however late the server is. */
  private final class Pace implements Runnable {
    private final Traffic traffic;
    private final long began;
    private final long end;

    Pace(Traffic traffic, long began) {
      this.traffic = traffic;
      this.began = began;
      this.end =
          began + TimeUnit.SECONDS.toNanos((long) options.warmupSeconds() + options.seconds());
    }

    @Override
    public void run() {
      long now = Math.min(System.nanoTime(), end);
      long nanosPerMessage = 1_000_000_000L / options.rate();
      for (long due = began + traffic.sent() * nanosPerMessage; due < now; due += nanosPerMessage) {
        traffic.due(due);
      }
      if (now < end) {
        var _ = loop.schedule(this, STEP_MS, TimeUnit.MILLISECONDS);
      }
    }
  }
}
