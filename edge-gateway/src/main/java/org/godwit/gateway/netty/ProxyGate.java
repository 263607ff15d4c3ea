package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.godwit.gateway.proxyprotocol.ProxyProtocolProperties;
import org.godwit.gateway.proxyprotocol.TrustedProxies;

/**
 * Lets trusted proxies say who a client is (PROXY protocol).
 *
 * @param trusted the proxies
 * @param timeout how long a header may take
 */
record ProxyGate(TrustedProxies trusted, Duration timeout) {
  /** Nobody is trusted. */
  static final ProxyGate NONE = of(ProxyProtocolProperties.NONE);

  static ProxyGate of(ProxyProtocolProperties properties) {
    return new ProxyGate(TrustedProxies.of(properties.trusted()), properties.timeout());
  }

  /** Adds what reads the header to the end of the pipeline, where the peer is a trusted proxy. */
  void addTo(Channel channel, Sweep sweep) {
    if (!trusted.isEmpty()
        && channel.remoteAddress() instanceof InetSocketAddress remote
        && trusted.contains(remote)) {
      channel
          .pipeline()
          .addLast(new HAProxyMessageDecoder())
          .addLast(HandlerNames.PROXY, new ProxyHeader(sweep, timeout));
    }
  }
}
