package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.godwit.gateway.stream.StreamInput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a channel to its {@link ClientStream}. Event loop only. */
final class StreamHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOGGER = LoggerFactory.getLogger(StreamHandler.class);

  private final StreamServices services;
  private final LoopStreams loop;
  private @Nullable ClientStream stream;

  StreamHandler(StreamServices services, LoopStreams loop) {
    this.services = services;
    this.loop = loop;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    String address =
        context.channel().remoteAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null
            ? remote.getAddress().getHostAddress()
            : null;
    ClientStream opened = new ClientStream(context, services, loop, address);
    stream = opened;
    services.metrics().onOpened();
    loop.add(opened);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    byte[] bytes;
    try {
      bytes = ByteBufUtil.getBytes((ByteBuf) message);
    } finally {
      ReferenceCountUtil.release(message);
    }
    if (stream != null) {
      stream.onBytes(bytes);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && stream != null) {
      if (handshake.isSuccess()) {
        stream.onInput(new StreamInput.TlsEstablished());
      } else {
        LOGGER
            .atDebug()
            .addKeyValue("error", handshake.cause().toString())
            .log("TLS handshake failed");
        var _ = context.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ClientStream ended = stream;
    if (ended != null) {
      stream = null;
      ended.onInput(new StreamInput.Disconnected());
      loop.remove(ended);
      services.metrics().onClosed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException
        || cause instanceof DecoderException
        || cause instanceof SSLException) {
      LOGGER.atDebug().addKeyValue("error", cause.toString()).log("a connection broke");
      var _ = context.close();
    } else if (stream != null) {
      stream.onBug(cause);
    } else {
      LOGGER.atError().setCause(cause).log("a connection ends because of a bug");
      var _ = context.close();
    }
  }
}
