package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.godwit.gateway.framing.StreamPiece;
import org.godwit.gateway.framing.StreamPieces;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.websocket.MessageReader;
import org.godwit.gateway.websocket.MessageText;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlParserPool;

/**
 * Turns the messages of a WebSocket into a stream and the stream into messages (RFC 7395, section
 * 3), so that what is behind it knows streams only. Event loop only.
 */
final class WebSocketStream extends ChannelDuplexHandler {
  private final StreamServices services;
  private final MessageReader reader;
  private final StreamPieces pieces;
  private WebSocketCloseStatus status = WebSocketCloseStatus.NORMAL_CLOSURE;
  private boolean isRefused;
  private boolean isCloseSent;

  WebSocketStream(StreamServices services, XmlParserPool parsers) {
    this.services = services;
    this.reader = new MessageReader(services.settings().clientLimits(), parsers);
    this.pieces = new StreamPieces(parsers);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      switch (message) {
        case TextWebSocketFrame text -> onText(context, ByteBufUtil.getBytes(text.content()));
        case PingWebSocketFrame ping -> {
          var _ = context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
        case CloseWebSocketFrame close -> onClose(context, close);
        case BinaryWebSocketFrame _ ->
            // RFC 7395, section 3.2: messages are text.
            refuse(
                context,
                WebSocketCloseStatus.INVALID_MESSAGE_TYPE,
                StreamError.of(StreamErrorCondition.BAD_FORMAT, "A message must be text."));
        default -> {
          // A pong, or what comes behind an error.
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onText(ChannelHandlerContext context, byte[] text) {
    if (isRefused) {
      return;
    }
    switch (reader.read(text)) {
      case MessageReader.Message.Part(byte[] bytes) ->
          context.fireChannelRead(Unpooled.wrappedBuffer(bytes));
      case MessageReader.Message.Refused(StreamError error) -> {
        if (error.condition() == StreamErrorCondition.POLICY_VIOLATION) {
          services.metrics().onLimit(Limit.STANZA);
        }
        refuse(
            context,
            error.condition() == StreamErrorCondition.NOT_WELL_FORMED
                ? WebSocketCloseStatus.INVALID_PAYLOAD_DATA
                : WebSocketCloseStatus.POLICY_VIOLATION,
            error);
      }
    }
  }

  /** Ends the stream with {@code error}; the WebSocket ends with {@code code}. */
  private void refuse(ChannelHandlerContext context, WebSocketCloseStatus code, StreamError error) {
    if (!isRefused) {
      isRefused = true;
      status = code;
      context.fireUserEventTriggered(new InputRefused(error));
      // The client need not say more: its side of the stream is broken.
      sendClose(context);
    }
  }

  /** RFC 6455, section 5.5.1. A client that says nothing more has lost its stream. */
  private void onClose(ChannelHandlerContext context, CloseWebSocketFrame close) {
    if (isCloseSent) {
      var _ = context.close();
      return;
    }
    isCloseSent = true;
    context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case TooLongFrameException _ -> tooLong(context);
      case CorruptedWebSocketFrameException corrupt
          when corrupt.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ->
          tooLong(context);
      case CorruptedWebSocketFrameException corrupt ->
          refuse(
              context,
              corrupt.closeStatus(),
              StreamError.of(
                  StreamErrorCondition.BAD_FORMAT, "The frames are none of a WebSocket."));
      default -> context.fireExceptionCaught(cause);
    }
  }

  private void tooLong(ChannelHandlerContext context) {
    services.metrics().onLimit(Limit.STANZA);
    refuse(
        context,
        WebSocketCloseStatus.MESSAGE_TOO_BIG,
        StreamError.of(StreamErrorCondition.POLICY_VIOLATION, "A message is too long."));
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof ByteBuf bytes)) {
      var _ = context.write(message, promise);
      return;
    }
    List<WebSocketFrame> frames;
    try {
      frames = frames(ByteBufUtil.getBytes(bytes));
    } finally {
      bytes.release();
    }
    if (frames.isEmpty()) {
      var _ = context.write(Unpooled.EMPTY_BUFFER, promise);
      return;
    }
    int last = frames.size() - 1;
    for (WebSocketFrame frame : frames.subList(0, last)) {
      var _ = context.write(frame);
    }
    // The last frame stands for all: frames are written in order or not at all.
    var _ = context.write(frames.get(last), promise);
  }

  private List<WebSocketFrame> frames(byte[] chunk) {
    if (chunk.length == 0) {
      return List.of();
    }
    List<StreamPiece> read = pieces.read(chunk);
    if (read.isEmpty()) {
      // RFC 7395, section 3.8: a space that keeps a connection alive is a ping here.
      return List.of(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
    }
    List<WebSocketFrame> frames = new ArrayList<>(read.size());
    for (StreamPiece piece : read) {
      frames.add(new TextWebSocketFrame(Unpooled.wrappedBuffer(MessageText.of(piece))));
    }
    return frames;
  }

  /** A close frame first, unless the client would not read it. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (isCloseSent || !context.channel().isActive() || !context.channel().isWritable()) {
      var _ = context.close(promise);
      return;
    }
    isCloseSent = true;
    context
        .writeAndFlush(new CloseWebSocketFrame(status))
        .addListener(_ -> {
          var _ = context.close(promise);
        });
  }

  private void sendClose(ChannelHandlerContext context) {
    if (!isCloseSent) {
      isCloseSent = true;
      var _ = context.writeAndFlush(new CloseWebSocketFrame(status));
    }
  }
}
