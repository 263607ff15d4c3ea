package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.stream.Connection;
import org.godwit.gateway.stream.StreamInput;
import org.godwit.gateway.stream.StreamState;
import org.godwit.gateway.stream.Transport;
import org.godwit.protocol.stanza.ExtensionErrorCode;
import org.godwit.protocol.stanza.StreamError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a channel to its {@link ClientStream}. Event loop only. */
final class StreamHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOGGER = LoggerFactory.getLogger(StreamHandler.class);

  private final StreamServices services;
  private final LoopStreams loop;
  private final Transport transport;
  private final @Nullable Runnable onDurable;
  private @Nullable ClientStream stream;
  private @Nullable String address;

  StreamHandler(StreamServices services, LoopStreams loop, Transport transport) {
    this(services, loop, transport, null);
  }

  /**
   * @param onDurable see {@link OwnPublishes}
   */
  StreamHandler(
      StreamServices services,
      LoopStreams loop,
      Transport transport,
      @Nullable Runnable onDurable) {
    this.onDurable = onDurable;
    this.services = services;
    this.loop = loop;
    this.transport = transport;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ClientPeer peer = ClientPeer.of(context.channel());
    ClientStream opened =
        new ClientStream(context, services, loop, transport, initial(context, peer), onDurable);
    stream = opened;
    services.metrics().onOpened();
    loop.add(opened);
    admit(opened);
  }

  /** A client whose address has too many streams learns so before it is served. */
  private void admit(ClientStream opened) {
    switch (services.addresses().onOpened(address)) {
      case ADMITTED -> {
        // The usual case.
      }
      case TOO_MANY_STREAMS -> refuse(opened, Limit.ADDRESS_STREAMS);
      case TOO_MANY_NEWCOMERS -> refuse(opened, Limit.ADDRESS_NEWCOMERS);
    }
  }

  private void refuse(ClientStream opened, Limit limit) {
    services.metrics().onLimit(limit);
    opened.onInput(new StreamInput.Failed(ExtensionErrorCode.THROTTLED.toStreamError()));
  }

  /** Returns the stream; null before the connection is active and after it is gone. */
  @Nullable ClientStream stream() {
    return stream;
  }

  /** TLS that is there from the beginning is waited for like one that STARTTLS began. */
  private StreamState initial(ChannelHandlerContext context, ClientPeer peer) {
    address = peer.address();
    Connection connection = Connection.from(peer.address(), transport);
    if (context.pipeline().get(HandlerNames.TLS) != null) {
      return new StreamState.StartingTls(connection);
    }
    return new StreamState.AwaitingHeader(
        peer.tls() ? connection.toEncrypted(SecureChannel.NONE) : connection);
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
    if (event instanceof InputRefused(StreamError error) && stream != null) {
      stream.onInput(new StreamInput.Failed(error));
    } else if (event instanceof SslHandshakeCompletionEvent handshake && stream != null) {
      if (handshake.isSuccess()) {
        stream.onInput(
            new StreamInput.TlsEstablished(TlsSelection.channelOf(context.channel(), services)));
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
      services.addresses().onClosed(address, !ended.isAuthenticated());
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
