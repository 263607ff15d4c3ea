package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.LongSupplier;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.throttle.ConnectionGate;

/**
 * Stands at a listening socket: closes connections that come too fast, before a byte is read or
 * anything is made for them. Event loop only.
 */
@ChannelHandler.Sharable
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private final ConnectionGate gate;
  private final GatewayMetrics metrics;
  private final LongSupplier clock;

  ConnectionGuard(ConnectionGate gate, GatewayMetrics metrics, LongSupplier clock) {
    this.gate = gate;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (gate.admits(clock.getAsLong())) {
      context.fireChannelRead(accepted);
    } else {
      metrics.onLimit(Limit.CONNECTION_RATE);
      if (accepted instanceof Channel channel) {
        // It belongs to no event loop yet.
        channel.unsafe().closeForcibly();
      }
    }
  }
}
