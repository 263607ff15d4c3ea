package org.godwit.gateway.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends our side of a connection so that the client reads all of it: closing a socket while its
 * client still sends would reset the connection and take the error with it.
 */
final class HalfClose {
  private HalfClose() {}

  /** Ends our side after what is written; the client's end, or the sweep, closes the rest. */
  static void begin(ChannelHandlerContext context) {
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> {
          if (!written.isSuccess()) {
            var _ = context.close();
            return;
          }
          if (context.pipeline().get(HandlerNames.WEBSOCKET) != null) {
            // RFC 7395, section 3.6: the client answers with its own close element, or does not.
            return;
          }
          SslHandler tls = context.pipeline().get(SslHandler.class);
          if (tls == null) {
            shutdownOutput(context);
          } else {
            ChannelFuture closed = tls.closeOutbound();
            closed.addListener(_ -> shutdownOutput(context));
          }
        });
  }

  private static void shutdownOutput(ChannelHandlerContext context) {
    if (context.channel() instanceof DuplexChannel channel) {
      channel
          .shutdownOutput()
          .addListener(done -> {
            if (!done.isSuccess()) {
              var _ = context.close();
            }
          });
    } else {
      var _ = context.close();
    }
  }
}
