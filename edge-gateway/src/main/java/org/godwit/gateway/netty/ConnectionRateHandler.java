package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.LongSupplier;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.throttle.ConnectionGate;

/**
 * Closes connections that come too soon after others, before a byte of them is read. Of a listening
 * channel; its event loop only.
 */
final class ConnectionRateHandler extends ChannelInboundHandlerAdapter {
  private final ConnectionGate gate;
  private final GatewayMetrics metrics;
  private final LongSupplier nanos;

  ConnectionRateHandler(ConnectionGate gate, GatewayMetrics metrics, LongSupplier nanos) {
    this.gate = gate;
    this.metrics = metrics;
    this.nanos = nanos;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (gate.admits(nanos.getAsLong())) {
      context.fireChannelRead(message);
    } else {
      metrics.onLimit(Limit.CONNECTION_RATE);
      ((Channel) message).unsafe().closeForcibly();
    }
  }
}
