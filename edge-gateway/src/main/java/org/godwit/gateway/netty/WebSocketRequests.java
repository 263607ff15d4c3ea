package org.godwit.gateway.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.godwit.gateway.stream.Transport;
import org.godwit.gateway.websocket.WebSocketProperties;

/** Opens WebSockets (RFC 6455, section 4; RFC 7395, section 3.1). Event loop only. */
final class WebSocketRequests extends HttpRequests {
  private static final String SUBPROTOCOL = "xmpp";

  private final WebSocketProperties properties;
  private final StreamServices services;
  private final EdgeLoop loop;

  WebSocketRequests(
      WebSocketProperties properties, StreamServices services, EdgeLoop loop, HostMeta hostMeta) {
    super(hostMeta);
    this.properties = properties;
    this.services = services;
    this.loop = loop;
  }

  @Override
  void onRequest(ChannelHandlerContext context, String path, FullHttpRequest request) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (!path.equals(properties.path())) {
      respond(context, request, text(HttpResponseStatus.NOT_FOUND, "There is nothing here."));
    } else if (!request.method().equals(HttpMethod.GET)
        || !has(request.headers().get(HttpHeaderNames.UPGRADE), "websocket")) {
      FullHttpResponse response =
          text(HttpResponseStatus.UPGRADE_REQUIRED, "This is the place of a WebSocket.");
      response
          .headers()
          .set(HttpHeaderNames.UPGRADE, "websocket")
          .set(HttpHeaderNames.CONNECTION, "upgrade");
      respond(context, request, response);
    } else if (origin != null && !properties.allows(origin)) {
      respond(context, request, text(HttpResponseStatus.FORBIDDEN, "This origin may not connect."));
    } else if (!has(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL), SUBPROTOCOL)) {
      // RFC 7395, section 3.1: without the subprotocol this is no XMPP.
      respond(
          context,
          request,
          text(HttpResponseStatus.BAD_REQUEST, "The WebSocket subprotocol must be xmpp."));
    } else {
      open(context, request);
    }
  }

  @Override
  void respond(ChannelHandlerContext context, FullHttpRequest request, FullHttpResponse response) {
    write(context, response, HttpUtil.isKeepAlive(request));
  }

  private void open(ChannelHandlerContext context, FullHttpRequest request) {
    int bytesMax = (int) properties.messageMax().toBytes();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(
                properties.path(),
                SUBPROTOCOL,
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(bytesMax)
                    .closeOnProtocolViolation(false)
                    .build())
            .newHandshaker(request);
    if (handshaker == null) {
      var _ = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    ChannelFuture opened;
    try {
      opened = handshaker.handshake(context.channel(), request);
    } catch (WebSocketHandshakeException e) {
      respond(context, request, text(HttpResponseStatus.BAD_REQUEST, "This is no handshake."));
      return;
    }
    // Behind the handshake's response in order: nothing is sent before the client speaks.
    WebSocketStream stream = new WebSocketStream(services, loop.streams().parsers());
    pipeline.addLast(HandlerNames.WEBSOCKET_AGGREGATOR, new WebSocketFrameAggregator(bytesMax));
    pipeline.addLast(HandlerNames.WEBSOCKET, stream);
    pipeline.addLast(
        HandlerNames.STREAM, new StreamHandler(services, loop.streams(), Transport.WEBSOCKET));
    pipeline.remove(HandlerNames.HTTP_IDLE);
    ChannelHandlerContext before = pipeline.context(HandlerNames.WEBSOCKET);
    before.fireChannelActive();
    if (pipeline.get(HandlerNames.TLS) != null) {
      // The stream was not there to see it.
      before.fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
    }
    opened.addListener(done -> {
      if (!done.isSuccess()) {
        var _ = context.close();
      }
    });
    pipeline.remove(this);
  }
}
