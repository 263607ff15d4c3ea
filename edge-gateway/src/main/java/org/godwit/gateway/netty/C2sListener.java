package org.godwit.gateway.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.godwit.protocol.stanza.StreamError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients. Started and stopped once, by one thread; {@link #isListening} and {@link
 * #resumeReading} by any.
 */
public final class C2sListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(C2sListener.class);
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

  private final C2sProperties properties;
  private final StreamServices services;
  private volatile @Nullable Running running;

  private record Running(EventLoopGroup group, Map<Executor, LoopStreams> loops, Channel channel) {}

  /** Makes a listener that does not listen yet. */
  public C2sListener(C2sProperties properties, StreamServices services) {
    this.properties = properties;
    this.services = services;
  }

  /**
   * Begins to listen.
   *
   * @throws IllegalStateException where the address cannot be bound
   */
  public void start() {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            properties.loops(), new DefaultThreadFactory("xmpp-c2s", true), io);
    Map<Executor, LoopStreams> loops = new HashMap<>();
    for (EventExecutor executor : group) {
      LoopStreams streams = new LoopStreams(executor, System::nanoTime, timerOf(executor));
      loops.put(executor, streams);
      long interval = SWEEP_INTERVAL.toMillis();
      var _ =
          executor.scheduleAtFixedRate(streams::sweep, interval, interval, TimeUnit.MILLISECONDS);
    }
    InetSocketAddress address = new InetSocketAddress(properties.bindAddress(), properties.port());
    var bound =
        bootstrap(group, epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .childHandler(new C2sPipeline(services, executor -> streamsOf(loops, executor)))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new IllegalStateException(
          "xmpp.gateway.c2s.port is "
              + properties.port()
              + " but must be a free port of the address "
              + properties.bindAddress(),
          bound.cause());
    }
    running = new Running(group, loops, bound.channel());
    LOGGER.atInfo().addKeyValue("port", port()).log("listening for clients");
  }

  private static LoopTimer timerOf(EventExecutor executor) {
    return (task, delayNanos) -> {
      var _ = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    };
  }

  private ServerBootstrap bootstrap(
      EventLoopGroup group, Class<? extends ServerChannel> channelType) {
    int outboundBytes = (int) properties.outboundBuffer().toBytes();
    return new ServerBootstrap()
        .group(group)
        .channel(channelType)
        .option(ChannelOption.SO_BACKLOG, properties.backlog())
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, properties.tcpNoDelay())
        .childOption(ChannelOption.SO_KEEPALIVE, properties.tcpKeepAlive())
        // A channel that is not writable after a flush holds more than one client may hold.
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(outboundBytes, outboundBytes));
  }

  private static LoopStreams streamsOf(Map<Executor, LoopStreams> loops, Executor executor) {
    LoopStreams streams = loops.get(executor);
    if (streams == null) {
      throw new IllegalStateException("a channel runs on an event loop of another group");
    }
    return streams;
  }

  /** Returns the port that is listened on, or -1. */
  public int port() {
    Running now = running;
    return now != null && now.channel.localAddress() instanceof InetSocketAddress address
        ? address.getPort()
        : -1;
  }

  /** Tells whether clients can connect. */
  public boolean isListening() {
    Running now = running;
    return now != null && now.channel.isActive();
  }

  /** The bus has room again: streams that wait for it read on. */
  public void resumeReading() {
    Running now = running;
    if (now != null) {
      for (LoopStreams streams : now.loops.values()) {
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
      for (LoopStreams streams : now.loops.values()) {
        streams.executor().execute(streams::abandonAll);
      }
    }
  }

  /** Lets nobody in any more; streams go on. */
  public void stopListening() {
    Running now = running;
    if (now != null) {
      now.channel.close().awaitUninterruptibly();
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
        .map(streams ->
            CompletableFuture.supplyAsync(() -> streams.drain(error, each), streams.executor()))
        .toList()
        .stream()
        .mapToInt(CompletableFuture::join)
        .sum();
  }

  /** Stops listening and ends all streams with {@code error}; waits for them up to {@code wait}. */
  public void closeStreams(StreamError error, Duration wait) {
    Running now = running;
    if (now == null) {
      return;
    }
    now.channel.close().awaitUninterruptibly(wait.toMillis());
    CompletableFuture<?>[] emptied =
        now.loops.values().stream()
            .map(streams -> closeAll(streams, error))
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
