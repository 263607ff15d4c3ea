package org.godwit.gateway.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over who the client is from a proxy's header; until then nobody behind it knows of the
 * connection. Event loop only.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter implements Sweep.Swept {
  private static final Logger LOGGER = LoggerFactory.getLogger(ProxyHeader.class);

  private final Sweep sweep;
  private final long timeoutNanos;
  private long openedNanos;
  private @Nullable ChannelHandlerContext context;

  ProxyHeader(Sweep sweep, Duration timeout) {
    this.sweep = sweep;
    this.timeoutNanos = timeout.toNanos();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    openedNanos = sweep.nowNanos();
    sweep.add(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    sweep.remove(this);
  }

  /** The connection becomes active for the others with the header. */
  @Override
  public void channelActive(ChannelHandlerContext active) {
    // Nothing may be sent to, or read from, somebody unknown.
  }

  @Override
  public void channelRead(ChannelHandlerContext read, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      read.fireChannelRead(message);
      return;
    }
    try {
      ClientPeer peer = peer(header);
      if (peer != null) {
        peer.tell(read.channel());
      }
    } finally {
      header.release();
    }
    read.fireChannelActive();
    read.pipeline().remove(this);
  }

  /** A proxy that connects for itself, to see whether we are there, names no client. */
  private static @Nullable ClientPeer peer(HAProxyMessage header) {
    String address = header.sourceAddress();
    if (header.command() == HAProxyCommand.LOCAL || address == null) {
      return null;
    }
    boolean tls = false;
    for (HAProxyTLV tlv : header.tlvs()) {
      tls |= tlv instanceof HAProxySSLTLV ssl && ssl.isPP2ClientSSL();
    }
    return new ClientPeer(address, tls);
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    // It was never active for the others.
    sweep.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
    LOGGER.atDebug().addKeyValue("error", cause.toString()).log("a proxy sent no PROXY header");
    var _ = caught.close();
  }

  @Override
  public void onSweep(long nowNanos) {
    ChannelHandlerContext waiting = context;
    if (waiting != null && nowNanos - openedNanos >= timeoutNanos) {
      LOGGER.atDebug().log("a proxy sent no PROXY header in time");
      var _ = waiting.close();
    }
  }
}
