package org.godwit.gateway.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.godwit.gateway.bosh.BoshProperties;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.socket.SocketProperties;
import org.godwit.gateway.stream.Transport;
import org.godwit.gateway.websocket.WebSocketProperties;
import org.godwit.protocol.stanza.StreamError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients, however they connect: all of them share its event loops. Started and stopped
 * once, by one thread; {@link #isListening} and {@link #resumeReading} by any.
 */
public final class C2sListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(C2sListener.class);
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);
  private static final int READ_BYTES_MIN = 64;
  private static final int READ_BYTES_MAX = 64 * 1024;

  /** IP type of service: throughput (RFC 1349). */
  private static final int TOS_THROUGHPUT = 8;

  /** The ways in which clients can connect. */
  public enum Kind {
    /** TCP with STARTTLS. */
    C2S("xmpp.gateway.c2s"),
    /** TLS from the first byte. */
    DIRECT_TLS("xmpp.gateway.direct-tls"),
    /** WebSockets. */
    WEBSOCKET("xmpp.gateway.websocket"),
    /** BOSH. */
    BOSH("xmpp.gateway.bosh");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  private final Listeners listeners;
  private final StreamServices services;
  private volatile @Nullable Running running;

  private record Running(
      EventLoopGroup group, Map<Executor, EdgeLoop> loops, Map<Kind, Channel> channels) {}

  /** Where one kind of clients connects. */
  private record Place(String address, int port, SocketProperties socket) {}

  /** Makes a listener for TCP with STARTTLS that does not listen yet. */
  public C2sListener(C2sProperties properties, StreamServices services) {
    this(Listeners.only(properties), services);
  }

  /** Makes a listener that does not listen yet. */
  public C2sListener(Listeners listeners, StreamServices services) {
    this.listeners = listeners;
    this.services = services;
  }

  /**
   * Begins to listen.
   *
   * @throws IllegalStateException where an address cannot be bound
   */
  public void start() {
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            listeners.c2s().loops(), new DefaultThreadFactory("xmpp-c2s", true), io);
    Map<Executor, EdgeLoop> loops = new HashMap<>();
    for (EventExecutor executor : group) {
      EdgeLoop loop =
          new EdgeLoop(
              new LoopStreams(executor, System::nanoTime, timerOf(executor)),
              new Sweep(System::nanoTime));
      loops.put(executor, loop);
      long interval = SWEEP_INTERVAL.toMillis();
      var _ = executor.scheduleAtFixedRate(loop::onTick, interval, interval, TimeUnit.MILLISECONDS);
    }
    Map<Kind, Channel> channels = new EnumMap<>(Kind.class);
    running = new Running(group, loops, channels);
    try {
      bindAll(group, executor -> loopOf(loops, executor), channels);
    } catch (IllegalStateException e) {
      running = null;
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
  }

  private void bindAll(
      EventLoopGroup group, Function<Executor, EdgeLoop> loops, Map<Kind, Channel> channels) {
    ProxyGate proxies = ProxyGate.of(listeners.proxyProtocol());
    HostMeta hostMeta = new HostMeta(services.settings().domains());
    C2sProperties c2s = listeners.c2s();
    channels.put(
        Kind.C2S,
        bind(
            Kind.C2S,
            new Place(c2s.bindAddress(), c2s.port(), c2s.socket()),
            group,
            new C2sPipeline(services, loops, Transport.TCP, proxies)));
    DirectTlsProperties tls = listeners.directTls();
    if (tls != null && tls.enabled()) {
      channels.put(
          Kind.DIRECT_TLS,
          bind(
              Kind.DIRECT_TLS,
              new Place(tls.bindAddress(), tls.port(), tls.socket()),
              group,
              new C2sPipeline(services, loops, Transport.DIRECT_TLS, proxies)));
    }
    WebSocketProperties websocket = listeners.websocket();
    if (websocket != null && websocket.enabled()) {
      Channel bound =
          bind(
              Kind.WEBSOCKET,
              new Place(websocket.bindAddress(), websocket.port(), websocket.socket()),
              group,
              HttpPipelines.websocket(websocket, services, loops, proxies, hostMeta));
      channels.put(Kind.WEBSOCKET, bound);
      hostMeta.websocketAt(
          new HostMeta.Address(
              "wss", portOf(bound), websocket.path(), listeners.hostMeta().websocketUrl()));
    }
    BoshProperties bosh = listeners.bosh();
    if (bosh != null && bosh.enabled()) {
      Channel bound =
          bind(
              Kind.BOSH,
              new Place(bosh.bindAddress(), bosh.port(), bosh.socket()),
              group,
              HttpPipelines.bosh(bosh, services, loops, proxies, hostMeta));
      channels.put(Kind.BOSH, bound);
      hostMeta.boshAt(
          new HostMeta.Address(
              "https", portOf(bound), bosh.path(), listeners.hostMeta().boshUrl()));
    }
  }

  private Channel bind(
      Kind kind, Place place, EventLoopGroup group, ChannelInitializer<Channel> pipeline) {
    Class<? extends ServerChannel> type =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    var bound =
        bootstrap(group, type, place.socket)
            .handler(
                new ConnectionRateHandler(
                    listeners.rates().gate(place.port), services.metrics(), System::nanoTime))
            .childHandler(pipeline)
            .bind(new InetSocketAddress(place.address, place.port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          kind.prefix
              + ".port is "
              + place.port
              + " but must be a free port of the address "
              + place.address,
          bound.cause());
    }
    LOGGER
        .atInfo()
        .addKeyValue("listener", kind)
        .addKeyValue("port", portOf(bound.channel()))
        .log("listening for clients");
    return bound.channel();
  }

  private static LoopTimer timerOf(EventExecutor executor) {
    return (task, delayNanos) -> {
      var _ = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    };
  }

  private ServerBootstrap bootstrap(
      EventLoopGroup group, Class<? extends ServerChannel> channelType, SocketProperties socket) {
    int outboundBytes = (int) socket.outboundBuffer().toBytes();
    int readBytes = listeners.netBuff().bytes(socket.netBuff());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(channelType)
            .option(ChannelOption.SO_BACKLOG, socket.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, socket.tcpNoDelay())
            .childOption(ChannelOption.SO_KEEPALIVE, socket.tcpKeepAlive())
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(
                    READ_BYTES_MIN, readBytes, Math.max(READ_BYTES_MAX, readBytes)))
            // A channel that is not writable after a flush holds more than one client may hold.
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(outboundBytes, outboundBytes));
    if (Epoll.isAvailable()) {
      // A client whose system acknowledges nothing is gone, whatever it was sent.
      bootstrap.childOption(
          EpollChannelOption.TCP_USER_TIMEOUT,
          (int) services.settings().watchdog().answerTimeout().toMillis());
    }
    if (listeners.netBuff().kernel()) {
      bootstrap
          // On the listening socket: the window is agreed on before a connection is accepted.
          .option(ChannelOption.SO_RCVBUF, readBytes)
          .childOption(ChannelOption.SO_RCVBUF, readBytes)
          .childOption(ChannelOption.SO_SNDBUF, readBytes);
    }
    if (socket.netBuff() == NetBuffProperties.Size.HIGH_THROUGHPUT) {
      bootstrap.childOption(ChannelOption.IP_TOS, TOS_THROUGHPUT);
    }
    return bootstrap;
  }

  private static EdgeLoop loopOf(Map<Executor, EdgeLoop> loops, Executor executor) {
    EdgeLoop loop = loops.get(executor);
    if (loop == null) {
      throw new IllegalStateException("a channel runs on an event loop of another group");
    }
    return loop;
  }

  /** Returns the port that clients with STARTTLS find, or -1. */
  public int port() {
    return port(Kind.C2S);
  }

  /** Returns the port that is listened on for {@code kind}, or -1. */
  public int port(Kind kind) {
    Running now = running;
    Channel channel = now == null ? null : now.channels.get(kind);
    return channel == null ? -1 : portOf(channel);
  }

  private static int portOf(Channel channel) {
    return channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : -1;
  }

  /** Tells whether clients can connect. */
  public boolean isListening() {
    Running now = running;
    return now != null && now.channels.values().stream().allMatch(Channel::isActive);
  }

  /** The bus has room again: streams that wait for it read on. */
  public void resumeReading() {
    Running now = running;
    if (now != null) {
      for (EdgeLoop loop : now.loops.values()) {
        LoopStreams streams = loop.streams();
        streams.executor().execute(streams::resume);
      }
    }
  }

  /**
   * Closes all connections without another word, and publishes nothing for their streams: another
   * gateway may have taken over what they had. Listening goes on.
   */
  public void abandonStreams() {
    Running now = running;
    if (now != null) {
      for (EdgeLoop loop : now.loops.values()) {
        LoopStreams streams = loop.streams();
        streams.executor().execute(streams::abandonAll);
      }
    }
  }

  /** Lets nobody in any more; streams go on. */
  public void stopListening() {
    Running now = running;
    if (now != null) {
      now.channels.values().forEach(channel -> channel.close().awaitUninterruptibly());
    }
  }

  /**
   * Ends up to {@code count} streams with {@code error}, those first that can be resumed; returns
   * how many are left. Waits for the event loops: not to be called on one.
   */
  public int drain(StreamError error, int count) {
    Running now = running;
    if (now == null) {
      return 0;
    }
    int each = Math.ceilDiv(count, now.loops.size());
    return now.loops.values().stream()
        .map(EdgeLoop::streams)
        .map(streams ->
            CompletableFuture.supplyAsync(() -> streams.drain(error, each), streams.executor()))
        .toList()
        .stream()
        .mapToInt(CompletableFuture::join)
        .sum();
  }

  /** Ends all streams to {@code host} with {@code error}. Any thread; returns at once. */
  public void endAll(String host, StreamError error) {
    Running now = running;
    if (now != null) {
      for (EdgeLoop loop : now.loops.values()) {
        LoopStreams streams = loop.streams();
        streams.executor().execute(() -> streams.endAll(host, error));
      }
    }
  }

  /** Stops listening and ends all streams with {@code error}; waits for them up to {@code wait}. */
  public void closeStreams(StreamError error, Duration wait) {
    Running now = running;
    if (now == null) {
      return;
    }
    for (Channel channel : now.channels.values()) {
      channel.close().awaitUninterruptibly(wait.toMillis());
    }
    CompletableFuture<?>[] emptied =
        now.loops.values().stream()
            .map(loop -> closeAll(loop.streams(), error))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(emptied).get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOGGER.atInfo().log("some clients did not end their streams in time");
    } catch (ExecutionException e) {
      LOGGER.atWarn().setCause(e).log("streams could not be ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CompletableFuture<Void> closeAll(LoopStreams streams, StreamError error) {
    CompletableFuture<Void> emptied = new CompletableFuture<>();
    streams.executor().execute(() -> streams.closeAll(error, () -> emptied.complete(null)));
    return emptied;
  }

  /** Closes what is left and ends the event loops. */
  public void stop() {
    Running now = running;
    if (now != null) {
      running = null;
      now.group.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
    }
  }
}
