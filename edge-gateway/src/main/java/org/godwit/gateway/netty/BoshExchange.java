package org.godwit.gateway.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request of a connection and its response. Its connection's event loop only, but for
 * {@link #answer} and what never changes.
 */
final class BoshExchange {
  private final BoshRequests requests;
  private final ChannelHandlerContext context;
  private final boolean keepAlive;
  private final boolean secure;
  private @Nullable FullHttpResponse response;
  private volatile @Nullable BoshSession session;

  BoshExchange(
      BoshRequests requests, ChannelHandlerContext context, boolean keepAlive, boolean secure) {
    this.requests = requests;
    this.context = context;
    this.keepAlive = keepAlive;
    this.secure = secure;
  }

  boolean keepAlive() {
    return keepAlive;
  }

  /** Tells whether it came over TLS. */
  boolean isSecure() {
    return secure;
  }

  @Nullable FullHttpResponse response() {
    return response;
  }

  @Nullable BoshSession session() {
    return session;
  }

  /** The session that is going to answer it. */
  void heldBy(BoshSession holder) {
    session = holder;
  }

  /** Sends {@code body} as the response; any thread. */
  void answer(String body, String contentType) {
    if (context.executor().inEventLoop()) {
      respond(body, contentType);
    } else {
      context.executor().execute(() -> respond(body, contentType));
    }
  }

  private void respond(String body, String contentType) {
    respond(HttpRequests.response(HttpResponseStatus.OK, body, contentType));
  }

  /** Sends a response when those before it have been sent. */
  void respond(FullHttpResponse made) {
    session = null;
    response = made;
    requests.sendReady(context);
  }
}
