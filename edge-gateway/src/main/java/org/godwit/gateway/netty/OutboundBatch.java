package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.protocol.stanza.StanzaBytes;
import org.jspecify.annotations.Nullable;

/**
 * The stanzas that one poll brought for one stream, in one buffer. Event loop only; holds nothing
 * between polls but the number of writes that the socket has not taken.
 */
final class OutboundBatch {
  private static final int BYTES_INITIAL = 1024;
  private static final int DECLARATION_BYTES = StanzaBytes.NAMESPACE_DECLARATION.length();

  private final Traffic traffic;
  private final BiConsumer<PendingDelivery, Boolean> onWritten;
  private @Nullable ByteBuf buffer;
  private List<PendingDelivery> deliveries = List.of();
  private int stanzas;
  private int underWay;
  private @Nullable Runnable onLanded;

  /**
   * @param traffic counts what is written
   * @param onWritten told of each delivery whether the socket took it
   */
  OutboundBatch(Traffic traffic, BiConsumer<PendingDelivery, Boolean> onWritten) {
    this.traffic = traffic;
    this.onWritten = onWritten;
  }

  /** Appends a stanza that is done when the socket took it; returns whether it is the first. */
  boolean append(ChannelHandlerContext context, PendingDelivery delivery) {
    boolean first = buffer == null;
    add(context, delivery.stanza());
    report(delivery);
    return first;
  }

  /** Reports {@code delivery} behind what was written before it, without writing it. */
  boolean repeat(ChannelHandlerContext context, PendingDelivery delivery) {
    boolean first = buffer == null;
    buffer(context, 0);
    report(delivery);
    return first;
  }

  private void report(PendingDelivery delivery) {
    if (deliveries.isEmpty()) {
      deliveries = new ArrayList<>(4);
    }
    deliveries.add(delivery);
  }

  /** Appends a stanza without its namespace, which is the stream's default one. */
  void add(ChannelHandlerContext context, byte[] stanza) {
    ByteBuf bytes = buffer(context, stanza.length);
    int declaration = StanzaBytes.declarationStart(stanza);
    if (declaration < 0) {
      bytes.writeBytes(stanza);
    } else {
      int rest = declaration + DECLARATION_BYTES;
      bytes.writeBytes(stanza, 0, declaration).writeBytes(stanza, rest, stanza.length - rest);
    }
    stanzas++;
  }

  /** Appends what is no stanza. */
  void addElement(ChannelHandlerContext context, byte[] element) {
    buffer(context, element.length).writeBytes(element);
  }

  private ByteBuf buffer(ChannelHandlerContext context, int length) {
    ByteBuf bytes = buffer;
    if (bytes == null) {
      bytes = context.alloc().ioBuffer(Math.max(BYTES_INITIAL, length));
      buffer = bytes;
    }
    return bytes;
  }

  /** Writes what was appended; one listener reports for all of it. */
  void flush(ChannelHandlerContext context, GatewayMetrics metrics) {
    ByteBuf bytes = buffer;
    if (bytes == null) {
      return;
    }
    List<PendingDelivery> written = deliveries;
    metrics.onStanzasOut(stanzas);
    metrics.onBytesOut(bytes.readableBytes());
    traffic.onWritten(stanzas, bytes.readableBytes());
    buffer = null;
    deliveries = List.of();
    stanzas = 0;
    ChannelFuture future = context.writeAndFlush(bytes);
    if (written.isEmpty()) {
      return;
    }
    if (future.isDone()) {
      report(written, future.isSuccess());
    } else {
      underWay++;
      future.addListener(done -> {
        underWay--;
        report(written, done.isSuccess());
        landed();
      });
    }
  }

  /** Throws away what was appended. */
  void discard() {
    ByteBuf bytes = buffer;
    if (bytes != null) {
      bytes.release();
      buffer = null;
      deliveries = List.of();
      stanzas = 0;
    }
  }

  /** Runs {@code task} when the socket has taken or refused all that was written. */
  void whenLanded(Runnable task) {
    onLanded = task;
    landed();
  }

  private void landed() {
    Runnable task = onLanded;
    if (task != null && underWay == 0) {
      onLanded = null;
      task.run();
    }
  }

  private void report(List<PendingDelivery> written, boolean success) {
    for (PendingDelivery delivery : written) {
      onWritten.accept(delivery, success);
    }
  }
}
