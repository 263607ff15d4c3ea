package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.JdkZlibEncoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.util.ReferenceCountUtil;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.xep0138_compression.CompressionProperties;
import org.godwit.gateway.xep0138_compression.CompressionRules;
import org.godwit.gateway.xep0138_compression.Inflation;
import org.godwit.protocol.stanza.StreamError;

/** Puts zlib between a stream and its connection (XEP-0138). Event loop only. */
final class ZlibCodec {
  private ZlibCodec() {}

  /**
   * All that the stream writes and reads from now on is compressed. In the order in which bytes of
   * the client pass: they are counted, decompressed, and what they became is bounded.
   */
  static void addTo(
      ChannelPipeline pipeline, CompressionProperties limits, GatewayMetrics metrics) {
    Inflation inflation = new Inflation(limits);
    Decoder decoder = new Decoder((int) limits.readMax().toBytes());
    pipeline
        .addBefore(HandlerNames.STREAM, HandlerNames.ZLIB_ENCODER, new Encoder(limits.level()))
        .addBefore(HandlerNames.STREAM, HandlerNames.ZLIB_COUNT, new Count(inflation))
        .addBefore(HandlerNames.STREAM, HandlerNames.ZLIB_DECODER, decoder)
        .addBefore(
            HandlerNames.STREAM, HandlerNames.ZLIB_BOUND, new Bound(inflation, decoder, metrics));
  }

  /** Ends a connection at once where its client does not read: its last bytes would wait. */
  private static final class Encoder extends JdkZlibEncoder {
    Encoder(int level) {
      super(ZlibWrapper.ZLIB, level);
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
      if (context.channel().isActive() && context.channel().isWritable()) {
        super.close(context, promise);
      } else {
        var _ = context.close(promise);
      }
    }

    /** Frees what zlib holds outside the heap. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      var _ = close();
    }
  }

  private static final class Count extends ChannelInboundHandlerAdapter {
    private final Inflation inflation;

    Count(Inflation inflation) {
      this.inflation = inflation;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      inflation.onCompressed(((ByteBuf) message).readableBytes());
      context.fireChannelRead(message);
    }
  }

  /** Knows why it failed. */
  private static final class Decoder extends JdkZlibDecoder {
    private boolean isExhausted;

    Decoder(int bytesMax) {
      super(ZlibWrapper.ZLIB, bytesMax);
    }

    @Override
    protected void decompressionBufferExhausted(ByteBuf buffer) {
      isExhausted = true;
      super.decompressionBufferExhausted(buffer);
    }
  }

  private static final class Bound extends ChannelInboundHandlerAdapter {
    private final Inflation inflation;
    private final Decoder decoder;
    private final GatewayMetrics metrics;
    private boolean isRefused;

    Bound(Inflation inflation, Decoder decoder, GatewayMetrics metrics) {
      this.inflation = inflation;
      this.decoder = decoder;
      this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (isRefused) {
        ReferenceCountUtil.release(message);
      } else if (inflation.onPlain(((ByteBuf) message).readableBytes())) {
        context.fireChannelRead(message);
      } else {
        ReferenceCountUtil.release(message);
        tooMuch(context);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!(cause instanceof DecompressionException)) {
        context.fireExceptionCaught(cause);
      } else if (decoder.isExhausted && !isRefused) {
        tooMuch(context);
      } else if (!isRefused) {
        refuse(context, CompressionRules.processingFailed());
      }
    }

    private void tooMuch(ChannelHandlerContext context) {
      metrics.onLimit(Limit.COMPRESSION);
      refuse(context, CompressionRules.tooMuch());
    }

    private void refuse(ChannelHandlerContext context, StreamError error) {
      isRefused = true;
      context.fireUserEventTriggered(new InputRefused(error));
    }
  }
}
