package org.godwit.gateway.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.gateway.hostmeta.HostMetaRules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one HTTP connection: host-meta here, what is the listener's own in its
 * subclass. Event loop only.
 */
abstract class HttpRequests extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOGGER = LoggerFactory.getLogger(HttpRequests.class);

  private final HostMeta hostMeta;

  HttpRequests(HostMeta hostMeta) {
    this.hostMeta = hostMeta;
  }

  /** Takes a request that is whole and not for host-meta; its body is released afterwards. */
  abstract void onRequest(ChannelHandlerContext context, String path, FullHttpRequest request);

  /** Sends {@code response}, which answers {@code request}. */
  abstract void respond(
      ChannelHandlerContext context, FullHttpRequest request, FullHttpResponse response);

  @Override
  protected final void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      FullHttpResponse refused = text(HttpResponseStatus.BAD_REQUEST, "This is no HTTP request.");
      HttpUtil.setKeepAlive(refused, false);
      context.writeAndFlush(refused).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    String path = new QueryStringDecoder(request.uri()).path();
    String host = request.headers().get(HttpHeaderNames.HOST);
    switch (path) {
      case HostMetaRules.XRD_PATH ->
          document(context, request, hostMeta.xrd(host), "application/xrd+xml; charset=utf-8");
      case HostMetaRules.JRD_PATH ->
          document(context, request, hostMeta.jrd(host), "application/json; charset=utf-8");
      default -> onRequest(context, path, request);
    }
  }

  private void document(
      ChannelHandlerContext context, FullHttpRequest request, String text, String type) {
    if (!request.method().equals(HttpMethod.GET)) {
      respond(
          context, request, text(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET works here."));
      return;
    }
    FullHttpResponse response = response(HttpResponseStatus.OK, text, type);
    // XEP-0156, section 3: every site's pages may read this document.
    response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    respond(context, request, response);
  }

  /** Returns a response of plain text. */
  static FullHttpResponse text(HttpResponseStatus status, String text) {
    return response(status, text + '\n', "text/plain; charset=utf-8");
  }

  /** Returns a response with its length. */
  static FullHttpResponse response(HttpResponseStatus status, String text, String type) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set("x-content-type-options", "nosniff")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    return response;
  }

  /** Writes {@code response}; the connection stays where the client wants it to. */
  static void write(ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive) {
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Tells whether the client's connection is encrypted, here or at a trusted proxy. */
  static boolean isEncrypted(ChannelHandlerContext context) {
    return context.pipeline().get(HandlerNames.TLS) != null
        || ClientPeer.of(context.channel()).tls();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOGGER.atDebug().addKeyValue("error", cause.toString()).log("an HTTP connection broke");
    } else {
      LOGGER.atError().setCause(cause).log("an HTTP connection ends because of a bug");
    }
    var _ = context.close();
  }

  /** Tells whether {@code header} has {@code wanted} among its comma-separated values. */
  static boolean has(@Nullable String header, String wanted) {
    if (header != null) {
      for (String value : header.split(",", -1)) {
        if (value.strip().equalsIgnoreCase(wanted)) {
          return true;
        }
      }
    }
    return false;
  }
}
