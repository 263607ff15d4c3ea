package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.godwit.gateway.stream.Transport;

/** Builds the pipeline of a client's TCP connection, with TLS from the beginning or later. */
final class C2sPipeline extends ChannelInitializer<Channel> {
  private final StreamServices services;
  private final Function<Executor, EdgeLoop> loops;
  private final Transport transport;
  private final ProxyGate proxies;

  C2sPipeline(StreamServices services, Function<Executor, LoopStreams> loops) {
    this(
        services,
        executor -> new EdgeLoop(loops.apply(executor), new Sweep(() -> 0)),
        Transport.TCP,
        ProxyGate.NONE);
  }

  /**
   * @param transport TCP or direct TLS
   */
  C2sPipeline(
      StreamServices services,
      Function<Executor, EdgeLoop> loops,
      Transport transport,
      ProxyGate proxies) {
    this.services = services;
    this.loops = loops;
    this.transport = transport;
    this.proxies = proxies;
  }

  /** The pipeline, in the order in which bytes of the client pass. */
  @Override
  protected void initChannel(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    EdgeLoop loop = loops.apply(channel.eventLoop());
    // 1. The PROXY header, from trusted addresses: first, because a proxy sends it in the clear.
    proxies.addTo(channel, loop.sweep());
    // 2. TLS: STARTTLS puts it here later, by addTls.
    if (transport == Transport.DIRECT_TLS) {
      pipeline.addLast(HandlerNames.TLS, newTls(services, channel));
    }
    // 3. The stream: last, because it is where bytes end and stanzas begin.
    pipeline.addLast(HandlerNames.STREAM, new StreamHandler(services, loop.streams(), transport));
  }

  /** Puts TLS in front of all that reads or writes XML. */
  static void addTls(ChannelPipeline pipeline, SslHandler handler) {
    pipeline.addFirst(HandlerNames.TLS, handler);
  }

  /** Returns TLS for a connection that begins with it. */
  static SslHandler newTls(StreamServices services, Channel channel) {
    SslHandler handler = services.tls().newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(services.settings().negotiationTimeout().toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(services.settings().closeTimeout().toMillis());
    return handler;
  }
}
