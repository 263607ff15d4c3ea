package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.cors.CorsConfig;
import io.netty.handler.codec.http.cors.CorsHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds the pipeline of an HTTP connection, with TLS or without. */
final class HttpPipeline extends ChannelInitializer<Channel> {
  private static final int REQUEST_LINE_BYTES_MAX = 4096;
  private static final int HEADERS_BYTES_MAX = 16 * 1024;

  /**
   * What differs between HTTP listeners.
   *
   * @param bodyBytesMax bytes of a request's body
   * @param idle how long a connection may be without a request
   * @param cors which pages of other sites may send requests; null for none
   * @param requests makes what answers a connection's requests
   */
  record Settings(
      int bodyBytesMax,
      Duration idle,
      @Nullable CorsConfig cors,
      Function<EdgeLoop, HttpRequests> requests) {}

  private final StreamServices services;
  private final Function<Executor, EdgeLoop> loops;
  private final ProxyGate proxies;
  private final Settings settings;

  HttpPipeline(
      StreamServices services,
      Function<Executor, EdgeLoop> loops,
      ProxyGate proxies,
      Settings settings) {
    this.services = services;
    this.loops = loops;
    this.proxies = proxies;
    this.settings = settings;
  }

  /** The pipeline, in the order in which bytes of the client pass. */
  @Override
  protected void initChannel(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    EdgeLoop loop = loops.apply(channel.eventLoop());
    // 1. The PROXY header, from trusted addresses.
    proxies.addTo(channel, loop.sweep());
    // 2. TLS, where the client begins with it.
    pipeline.addLast(HandlerNames.TLS_DETECTION, new TlsDetection(services));
    // 3. HTTP.
    pipeline.addLast(
        HandlerNames.HTTP,
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
                .setMaxHeaderSize(HEADERS_BYTES_MAX)));
    // 4. Idle time: in front of the aggregator, behind which only whole requests are seen.
    HttpIdle idle = new HttpIdle(loop.sweep(), settings.idle());
    pipeline.addLast(HandlerNames.HTTP_IDLE, idle);
    pipeline.addLast(
        HandlerNames.HTTP_AGGREGATOR, new HttpObjectAggregator(settings.bodyBytesMax(), true));
    // 5. CORS answers preflights by itself and marks all responses.
    CorsConfig cors = settings.cors();
    if (cors != null) {
      pipeline.addLast(HandlerNames.CORS, new CorsHandler(cors));
    }
    // 6. The requests.
    pipeline.addLast(HandlerNames.HTTP_REQUESTS, settings.requests().apply(loop));
  }
}
