package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that has no socket: what a BOSH session's stream writes stays in its outbound buffer
 * until the client has acknowledged it, so that a write is done when the client has it, and fails
 * when the session ends before. Event loop only.
 */
final class BoshChannel extends AbstractChannel {
  /** Where bytes go and readiness is told. */
  interface Session {
    /** The stream has written {@code chunks}; each stays until it is acknowledged. */
    void onOutput(List<byte[]> chunks);

    /** The stream reads on. */
    void onReadable();

    /** The channel is closed. */
    void onClosed();
  }

  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  private final Session session;
  private final ChannelConfig config = new DefaultChannelConfig(this);
  private boolean isOpen = true;

  /** How many messages at the head of the outbound buffer the session has. */
  private int handedOver;

  BoshChannel(Session session, int outboundBytesMax) {
    super(null);
    this.session = session;
    config.setWriteBufferWaterMark(new WriteBufferWaterMark(outboundBytesMax, outboundBytesMax));
  }

  /** The client has the first {@code count} chunks that it was not known to have. */
  void acknowledge(int count) {
    ChannelOutboundBuffer buffer = unsafe().outboundBuffer();
    for (int i = 0; i < count && buffer != null && handedOver > 0; i++) {
      handedOver--;
      buffer.remove();
    }
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) throws Exception {
    List<byte[]> chunks = new ArrayList<>();
    int[] known = {handedOver};
    in.forEachFlushedMessage(message -> {
      if (known[0] > 0) {
        known[0]--;
      } else {
        chunks.add(ByteBufUtil.getBytes((ByteBuf) message));
      }
      return true;
    });
    handedOver += chunks.size();
    session.onOutput(chunks);
  }

  @Override
  protected void doBeginRead() {
    session.onReadable();
  }

  @Override
  protected void doClose() {
    if (isOpen) {
      isOpen = false;
      session.onClosed();
    }
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("a BOSH session has no address");
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new AbstractUnsafe() {
      @Override
      public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        safeSetFailure(
            promise, new UnsupportedOperationException("a BOSH session connects to nobody"));
      }
    };
  }

  /** It needs no selector: any loop will do. */
  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected SocketAddress localAddress0() {
    return new SessionAddress();
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return new SessionAddress();
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public boolean isActive() {
    return isOpen && isRegistered();
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  private static final class SessionAddress extends SocketAddress {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return "bosh";
    }
  }
}
