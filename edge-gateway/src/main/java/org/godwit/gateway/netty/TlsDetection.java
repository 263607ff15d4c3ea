package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;

/** Puts TLS into the pipeline where the client's first bytes begin a handshake. Event loop only. */
final class TlsDetection extends ByteToMessageDecoder {
  /** What a TLS record begins with. */
  private static final int HEADER_BYTES = 5;

  private static final int HANDSHAKE = 22;

  private final StreamServices services;

  TlsDetection(StreamServices services) {
    this.services = services;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.getUnsignedByte(in.readerIndex()) != HANDSHAKE) {
      context.pipeline().remove(this);
    } else if (in.readableBytes() >= HEADER_BYTES) {
      if (SslHandler.isEncrypted(in, false)) {
        context
            .pipeline()
            .addAfter(
                context.name(), HandlerNames.TLS, C2sPipeline.newTls(services, context.channel()));
      }
      context.pipeline().remove(this);
    }
  }
}
