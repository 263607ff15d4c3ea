package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.protocol.stanza.StanzaBytes;
import org.jspecify.annotations.Nullable;

/**
 * The stanzas that one poll brought for one stream, in one buffer. Event loop only; holds nothing
 * between polls.
 */
final class OutboundBatch {
  private static final int BYTES_INITIAL = 1024;
  private static final int DECLARATION_BYTES = StanzaBytes.NAMESPACE_DECLARATION.length();

  private @Nullable ByteBuf buffer;
  private List<PendingDelivery> deliveries = List.of();

  /** Appends a stanza without its namespace, which is the stream's default one. */
  boolean append(ChannelHandlerContext context, PendingDelivery delivery) {
    byte[] stanza = delivery.stanza();
    ByteBuf bytes = buffer;
    boolean first = bytes == null;
    if (bytes == null) {
      bytes = context.alloc().ioBuffer(Math.max(BYTES_INITIAL, stanza.length));
      buffer = bytes;
      deliveries = new ArrayList<>(4);
    }
    int declaration = StanzaBytes.declarationStart(stanza);
    if (declaration < 0) {
      bytes.writeBytes(stanza);
    } else {
      int rest = declaration + DECLARATION_BYTES;
      bytes.writeBytes(stanza, 0, declaration).writeBytes(stanza, rest, stanza.length - rest);
    }
    deliveries.add(delivery);
    return first;
  }

  /** Writes what was appended; one listener reports for all of it. */
  void flush(ChannelHandlerContext context, String streamId, GatewayMetrics metrics) {
    ByteBuf bytes = buffer;
    if (bytes == null) {
      return;
    }
    List<PendingDelivery> written = deliveries;
    buffer = null;
    deliveries = List.of();
    metrics.onStanzasOut(written.size());
    metrics.onBytesOut(bytes.readableBytes());
    ChannelFuture future = context.writeAndFlush(bytes);
    if (future.isDone()) {
      report(written, streamId, future.isSuccess());
    } else {
      future.addListener(done -> report(written, streamId, done.isSuccess()));
    }
  }

  private static void report(List<PendingDelivery> written, String streamId, boolean success) {
    for (PendingDelivery delivery : written) {
      if (success) {
        delivery.onWritten(streamId);
      } else {
        delivery.onNotWritten(streamId);
      }
    }
  }
}
