package org.godwit.gateway.netty;

import java.util.Map;
import org.godwit.gateway.bosh.BoshProperties;
import org.godwit.gateway.hostmeta.HostMetaProperties;
import org.godwit.gateway.proxyprotocol.ProxyProtocolProperties;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.throttle.ConnectionRates;
import org.godwit.gateway.websocket.WebSocketProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the operator set for the ways in which clients can connect.
 *
 * @param c2s TCP with STARTTLS
 * @param directTls TLS from the first byte; null for none
 * @param websocket WebSockets; null for none
 * @param bosh BOSH; null for none
 * @param hostMeta what HTTP listeners say about the others
 * @param proxyProtocol which proxies are believed
 * @param netBuff sizes of network buffers
 * @param rates how often clients may come at each port
 */
public record Listeners(
    C2sProperties c2s,
    @Nullable DirectTlsProperties directTls,
    @Nullable WebSocketProperties websocket,
    @Nullable BoshProperties bosh,
    HostMetaProperties hostMeta,
    ProxyProtocolProperties proxyProtocol,
    NetBuffProperties netBuff,
    ConnectionRates rates) {
  /** Returns settings with TCP and STARTTLS only. */
  public static Listeners only(C2sProperties c2s) {
    return new Listeners(
        c2s,
        null,
        null,
        null,
        new HostMetaProperties(null, null),
        ProxyProtocolProperties.NONE,
        NetBuffProperties.DEFAULT,
        new ConnectionRates(Map.of()));
  }
}
