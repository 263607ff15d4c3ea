package org.godwit.gateway.netty;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.gateway.delivery.DeliveryConsumer;
import org.godwit.gateway.delivery.DeliveryReports;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.gateway.routing.StanzaOutlet;
import org.godwit.gateway.stream.MachineScene;
import org.godwit.gateway.stream.StreamMachine;
import org.godwit.gateway.stream.StreamPolicy;
import org.godwit.gateway.tls.TlsProperties;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0352_csi.ClientStateProperties;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.testkit.InMemoryBus;
import org.godwit.testkit.InMemoryBusSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A whole gateway in one thread: embedded channels on one loop, a bus in memory, fakes behind. */
final class GatewayFixture {
  static final String GATEWAY = "g1";

  /** What ids of streams begin with: {@code e-}. */
  static final long EPOCH = Long.parseLong("e", 36);

  static final StreamManagementProperties MANAGEMENT =
      new StreamManagementProperties(
          true,
          Duration.ofSeconds(300),
          3,
          5,
          8,
          DataSize.ofKilobytes(64),
          Duration.ofSeconds(60),
          Duration.ofMillis(250),
          null,
          List.of());

  final InMemoryBus bus;
  final VirtualHosts hosts = new VirtualHosts(List.of("localhost", "example.org"));
  final FakeAuthService auth = new FakeAuthService();
  final FakeOwner owner;
  final StreamDirectory directory = new StreamDirectory();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicLong nanos = new AtomicLong();
  final StreamServices services;
  final LoopStreams loop;
  final Subscription reading;
  boolean isLeaseHeld = true;

  /** Whether the process is gone: connections may be tidied up, but nothing is published. */
  boolean isDead;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Queue<Runnable> timers = new ArrayDeque<>();
  private final Queue<Runnable> retries = new ArrayDeque<>();
  private final List<EmbeddedChannel> channels = new ArrayList<>();

  GatewayFixture(TlsServer tls) {
    this(tls, false, InMemoryBusSettings.DEFAULT);
  }

  GatewayFixture(TlsServer tls, boolean tlsRequired, InMemoryBusSettings settings) {
    this(tls, tlsRequired, settings, Tuning.DEFAULT);
  }

  GatewayFixture(TlsServer tls, boolean tlsRequired, InMemoryBusSettings settings, Tuning tuning) {
    bus = new InMemoryBus(settings);
    owner = new FakeOwner(bus);
    bus.own(new OwnedTopic(Topics.SESSION, "session", null, 1, _ -> owner)).start();
    GatewayMetrics metrics = new GatewayMetrics(meters);
    OwnerPublisher owners = new OwnerPublisher(bus, (task, _) -> retries.add(task));
    AtomicInteger ids = new AtomicInteger();
    VirtualHosts hosts = this.hosts;
    services =
        new StreamServices(
            new StreamMachine(
                new StreamPolicy(
                    hosts,
                    tlsRequired,
                    !tlsRequired,
                    3,
                    MANAGEMENT,
                    true,
                    false,
                    true,
                    MachineScene.features()),
                () -> "e-" + ids.incrementAndGet(),
                tuning.redirection()::target),
            auth,
            new StanzaOutlet(GATEWAY, bus, owners, () -> isLeaseHeld),
            directory,
            metrics,
            tls,
            tuning.addresses(),
            tuning.redirection(),
            settings(hosts, tuning));
    loop = new LoopStreams(tasks::add, nanos::get, (task, _) -> timers.add(task));
    bus.onDrained(() -> tasks.add(loop::resume));
    String topic = bus.createGatewayTopic(GATEWAY);
    reading =
        bus.read(
            topic,
            topic,
            new DeliveryConsumer(
                directory,
                new DeliveryReports(new GatewayStarted(GATEWAY, EPOCH), owners, metrics)));
    reading.start();
  }

  /** Makes a certificate in {@code folder}: once per class, because it is slow. */
  static TlsServer tls(Path folder) {
    return tls(folder, TlsProperties.Engine.AUTO, List.of(), null);
  }

  /** Makes a certificate in {@code folder}, beside which stand others. */
  static TlsServer tls(
      Path folder,
      TlsProperties.Engine engine,
      List<TlsProperties.HostCertificate> hosts,
      @Nullable Path clientTrust) {
    return new TlsServer(
        new TlsProperties(
            true, null, null, folder, hosts, engine, Duration.ZERO, clientTrust, true),
        List.of("localhost"),
        Instant.now(),
        new SimpleMeterRegistry());
  }

  private static StreamSettings settings(VirtualHosts hosts, Tuning tuning) {
    return new StreamSettings(
        hosts,
        XmlLimits.DEFAULT.withStanzaBytesMax(16_384),
        XmlLimits.DEFAULT,
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        tuning.watchdog(),
        tuning.traffic(),
        new ClientStateProperties(true, 4, DataSize.ofKilobytes(16)),
        tuning.compression(),
        MANAGEMENT);
  }

  /** Opens a connection. */
  WireClient connect() {
    return new WireClient(this, open(new C2sPipeline(services, _ -> loop)));
  }

  /** Opens a connection from an address. */
  WireClient connectFrom(String address) {
    return new WireClient(
        this,
        open(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                new ClientPeer(address, false).tell(channel);
                channel.pipeline().addLast(new C2sPipeline(services, _ -> loop));
              }
            }));
  }

  /** Opens a connection over another transport. */
  EmbeddedChannel open(ChannelHandler pipeline) {
    EmbeddedChannel channel = new EmbeddedChannel(pipeline);
    channels.add(channel);
    return channel;
  }

  /** Opens a connection, authenticates and binds. */
  WireClient bound(String user, String resource) {
    WireClient client = connect();
    client.send(WireClient.HEADER + WireClient.plain(user, "pw") + WireClient.HEADER);
    client.send(WireClient.bind(resource));
    client.received();
    return client;
  }

  /** Lets everything happen that can. */
  void pump() {
    boolean busy = true;
    while (busy) {
      busy = bus.runUntilIdle() > 0;
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
        busy = true;
      }
      channels.forEach(EmbeddedChannel::runPendingTasks);
    }
  }

  /** Lets time pass and the sweep run. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    loop.sweep();
    pump();
  }

  /** Lets the interval pass after which owners hear of acknowledgements. */
  void report() {
    runAll(timers);
  }

  /** Tells how many timers run. */
  int timers() {
    return timers.size();
  }

  /** Lets things happen until the owners' topic has refused one record; it takes the next ones. */
  void refuseOnce() {
    bus.refuse(Topics.SESSION::equals);
    while (retries.isEmpty()) {
      if (!bus.step() && tasks.isEmpty()) {
        throw new AssertionError("nothing was refused");
      }
      runLoop();
    }
    bus.refuse(_ -> false);
    pump();
  }

  /** Tries again what the bus did not take. */
  void retry() {
    runAll(retries);
  }

  private void runAll(Queue<Runnable> due) {
    for (int i = due.size(); i > 0; i--) {
      due.remove().run();
    }
    pump();
  }

  /** Runs what the event loop has to do, and nothing of the bus. */
  void runLoop() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Ends all connections; fails where a buffer is left over. */
  void finish() {
    if (isDead) {
      loop.abandonAll();
    }
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    pump();
  }
}
