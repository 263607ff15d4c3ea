package org.godwit.gateway.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.godwit.gateway.bosh.BoshBody;
import org.godwit.gateway.bosh.BoshBodyReader;
import org.godwit.gateway.bosh.BoshText;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.jspecify.annotations.Nullable;

/**
 * Hands the BOSH requests of one HTTP connection to their sessions, and sends the answers in the
 * order of the requests (XEP-0124, section 18.1). Event loop only.
 */
final class BoshRequests extends HttpRequests {
  private static final String CONTENT = "text/xml; charset=utf-8";

  /** Requests that one connection may send ahead. */
  private static final int PIPELINED_MAX = 16;

  private final BoshSessions sessions;
  private final EdgeLoop loop;
  private final Deque<BoshExchange> exchanges = new ArrayDeque<>();

  BoshRequests(BoshSessions sessions, EdgeLoop loop, HostMeta hostMeta) {
    super(hostMeta);
    this.sessions = sessions;
    this.loop = loop;
  }

  @Override
  void onRequest(ChannelHandlerContext context, String path, FullHttpRequest request) {
    if (!path.equals(sessions.properties().path())) {
      respond(context, request, text(HttpResponseStatus.NOT_FOUND, "There is nothing here."));
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      FullHttpResponse refused = text(HttpResponseStatus.METHOD_NOT_ALLOWED, "BOSH is POST only.");
      refused.headers().set(HttpHeaderNames.ALLOW, "POST, OPTIONS");
      respond(context, request, refused);
      return;
    }
    BoshExchange exchange = begin(context, request);
    if (exchanges.size() > PIPELINED_MAX) {
      sessions.services().metrics().onLimit(Limit.BOSH_REQUESTS);
      var _ = context.close();
      return;
    }
    byte[] bytes = ByteBufUtil.getBytes(request.content());
    sessions.services().metrics().onBytesIn(bytes.length);
    BoshBody body =
        BoshBodyReader.read(
            bytes, sessions.services().settings().clientLimits(), loop.streams().parsers());
    if (body == null || body.rid() == BoshBody.NONE) {
      exchange.answer(BoshText.terminate("bad-request"), CONTENT);
    } else {
      dispatch(context, body, exchange);
    }
  }

  private void dispatch(ChannelHandlerContext context, BoshBody body, BoshExchange exchange) {
    String sid = body.attribute("sid");
    if (sid == null) {
      String refusal = sessions.refusal(body);
      if (refusal != null) {
        exchange.answer(BoshText.terminate(refusal), CONTENT);
      } else {
        BoshSession session = sessions.create(context.channel(), loop, body, exchange);
        session.begin(body, exchange);
      }
      return;
    }
    BoshSession session = sessions.find(sid);
    if (session == null) {
      exchange.answer(BoshText.terminate("item-not-found"), CONTENT);
      return;
    }
    exchange.heldBy(session);
    session.execute(() -> session.onRequest(body, exchange));
  }

  private BoshExchange begin(ChannelHandlerContext context, FullHttpRequest request) {
    BoshExchange exchange =
        new BoshExchange(this, context, HttpUtil.isKeepAlive(request), isEncrypted(context));
    exchanges.add(exchange);
    return exchange;
  }

  @Override
  void respond(ChannelHandlerContext context, FullHttpRequest request, FullHttpResponse response) {
    begin(context, request).respond(response);
  }

  /** Sends what is answered, up to the first request that is not. */
  void sendReady(ChannelHandlerContext context) {
    for (BoshExchange first = exchanges.peek(); first != null; first = exchanges.peek()) {
      FullHttpResponse response = first.response();
      if (response == null) {
        return;
      }
      exchanges.remove();
      sessions.services().metrics().onBytesOut(response.content().readableBytes());
      write(context, response, first.keepAlive());
    }
  }

  /** The sessions learn that these requests can be answered no more. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    for (BoshExchange exchange : exchanges) {
      @Nullable BoshSession session = exchange.session();
      if (session != null) {
        session.execute(() -> session.onLost(exchange));
      }
      FullHttpResponse response = exchange.response();
      if (response != null) {
        response.release();
      }
    }
    exchanges.clear();
    context.fireChannelInactive();
  }
}
