package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the client's hello, and puts TLS in its place with the certificate of the host that the
 * client names (RFC 6066, section 3). Event loop only.
 */
final class TlsSelection extends AbstractSniHandler<TlsIdentity> {
  private static final AttributeKey<TlsIdentity> IDENTITY =
      AttributeKey.valueOf(TlsSelection.class, "identity");

  private final StreamServices services;

  TlsSelection(StreamServices services) {
    super(services.settings().negotiationTimeout().toMillis());
    this.services = services;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    super.handlerAdded(context);
    // The stream stops reading once it has told the client to proceed.
    context.executor().execute(() -> readOn(context));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    readOn(context);
  }

  private static void readOn(ChannelHandlerContext context) {
    if (!context.isRemoved() && !context.channel().config().isAutoRead()) {
      context.read();
    }
  }

  @Override
  protected Future<TlsIdentity> lookup(ChannelHandlerContext context, @Nullable String hostname) {
    return context.executor().newSucceededFuture(services.tls().find(hostname));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext context, @Nullable String hostname, Future<TlsIdentity> found) {
    TlsIdentity identity = found.getNow();
    context.channel().attr(IDENTITY).set(identity);
    SslHandler handler = identity.context().newHandler(context.alloc());
    handler.setHandshakeTimeoutMillis(services.settings().negotiationTimeout().toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(services.settings().closeTimeout().toMillis());
    context.pipeline().replace(this, HandlerNames.TLS, handler);
  }

  /** Returns what authentication can use of {@code channel}'s encryption. */
  static SecureChannel channelOf(Channel channel, StreamServices services) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    TlsIdentity identity = channel.attr(IDENTITY).get();
    return handler == null || identity == null
        ? SecureChannel.NONE
        : services.tls().channelOf(handler.engine(), identity);
  }
}
