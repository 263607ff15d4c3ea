package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, behind a trusted proxy where there is one.
 *
 * @param address the client's IP address; null where unknown
 * @param tls whether the client's own connection to a trusted proxy is encrypted
 */
record ClientPeer(@Nullable String address, boolean tls) {
  private static final AttributeKey<ClientPeer> KEY =
      AttributeKey.valueOf(ClientPeer.class, "peer");

  /** Returns what a proxy said about {@code channel}, else what its socket says. */
  static ClientPeer of(Channel channel) {
    ClientPeer told = channel.attr(KEY).get();
    if (told != null) {
      return told;
    }
    return channel.remoteAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? new ClientPeer(remote.getAddress().getHostAddress(), false)
        : new ClientPeer(null, false);
  }

  /** Makes {@link #of} return this for {@code channel}. */
  void tell(Channel channel) {
    channel.attr(KEY).set(this);
  }
}
