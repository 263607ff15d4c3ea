package org.godwit.gateway.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.godwit.gateway.auth.AuthClientProperties;
import org.godwit.gateway.auth.StepTransport;
import org.jspecify.annotations.Nullable;

/**
 * Kept HTTP/1.1 connections over which SASL steps are posted to auth-service, on one event loop of
 * their own. Any thread; never blocks.
 */
public final class StepConnections implements StepTransport {

  /** Where steps are posted to, from the root of the address. */
  private static final String PATH = "/internal/v1/sasl/steps";

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** An answer is a few short strings; the largest holds a sealed state. */
  private static final int ANSWER_BYTES_MAX = 262_144;

  /** Below the time after which auth-service closes a connection that rests. */
  private static final int REST_SECONDS = 60;

  private final EventLoopGroup loop;
  private final FixedChannelPool pool;
  private final String path;
  private final String host;

  /** Makes none yet. */
  public StepConnections(AuthClientProperties properties) {
    URI url = properties.url();
    boolean isTls = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
    this.path = (url.getRawPath() == null ? "" : url.getRawPath()) + PATH;
    this.host = url.getRawAuthority();
    boolean isEpoll = Epoll.isAvailable();
    loop =
        new MultiThreadIoEventLoopGroup(
            1,
            Thread.ofPlatform().name("auth-client").daemon().factory(),
            isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(isEpoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) properties.connectTimeout().toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(InetSocketAddress.createUnresolved(url.getHost(), port));
    SslContext tls = isTls ? clientTls() : null;
    pool =
        new FixedChannelPool(
            bootstrap,
            new AbstractChannelPoolHandler() {
              @Override
              public void channelCreated(Channel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                if (tls != null) {
                  pipeline.addLast(tls.newHandler(channel.alloc(), url.getHost(), port));
                }
                pipeline.addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(ANSWER_BYTES_MAX),
                    new IdleStateHandler(0, 0, REST_SECONDS),
                    new Exchange());
              }
            },
            properties.connections(),
            // Those whose time was up close their connection, and others may be there before.
            properties.connections());
  }

  @Override
  public CompletableFuture<byte[]> post(byte[] json) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    var _ =
        pool.acquire()
            .addListener((Future<Channel> acquired) -> {
              if (acquired.isSuccess()) {
                post(acquired.getNow(), json, answer);
              } else {
                answer.completeExceptionally(acquired.cause());
              }
            });
    return answer;
  }

  @Override
  public void close() {
    var _ = pool.closeAsync();
    var _ = loop.shutdownGracefully();
  }

  private void post(Channel channel, byte[] json, CompletableFuture<byte[]> answer) {
    if (answer.isDone()) {
      var _ = pool.release(channel);
      return;
    }
    Exchange exchange = channel.pipeline().get(Exchange.class);
    exchange.answer = answer;
    var _ =
        answer.whenCompleteAsync((_, _) -> exchange.onEnd(channel, answer), channel.eventLoop());
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(json));
    request
        .headers()
        .set(HttpHeaderNames.HOST, host)
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, json.length);
    var _ =
        channel
            .writeAndFlush(request)
            .addListener(written -> {
              if (!written.isSuccess()) {
                var _ = channel.close();
              }
            });
  }

  private static SslContext clientTls() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** One connection's exchange, if there is one. On the loop alone. */
  private final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
    private @Nullable CompletableFuture<byte[]> answer;

    /** Nobody waits any more: what may still come must not be taken for the answer to another. */
    @SuppressWarnings("ReferenceEquality") // one answer is not another that looks like it
    void onEnd(Channel channel, CompletableFuture<byte[]> ended) {
      if (answer == ended) {
        var _ = channel.close();
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      CompletableFuture<byte[]> asked = answer;
      answer = null;
      if (!HttpUtil.isKeepAlive(response)) {
        var _ = context.close();
      }
      if (asked == null) {
        var _ = context.close();
        return;
      }
      var _ = pool.release(context.channel());
      if (HttpResponseStatus.OK.equals(response.status())) {
        asked.complete(ByteBufUtil.getBytes(response.content()));
      } else {
        asked.completeExceptionally(
            new IOException("auth-service answered " + response.status().code()));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      CompletableFuture<byte[]> asked = answer;
      answer = null;
      if (asked != null) {
        var _ = pool.release(context.channel());
        asked.completeExceptionally(new IOException("auth-service closed the connection"));
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof IdleStateEvent && answer == null) {
        var _ = context.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (answer != null) {
        answer.completeExceptionally(cause);
      }
      var _ = context.close();
    }
  }
}
