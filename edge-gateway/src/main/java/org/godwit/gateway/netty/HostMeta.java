package org.godwit.gateway.netty;

import java.net.URI;
import org.godwit.gateway.hostmeta.HostMetaRules;
import org.godwit.protocol.jid.ServedDomains;
import org.jspecify.annotations.Nullable;

/** The host-meta documents of this server (XEP-0156). Any thread. */
final class HostMeta {
  /**
   * Where a listener can be reached.
   *
   * @param scheme scheme of its URL, with TLS
   * @param port its port
   * @param path path of its URL
   * @param url its URL as the operator set it; null for none
   */
  record Address(String scheme, int port, String path, @Nullable URI url) {
    String at(String host) {
      return url != null ? url.toString() : scheme + "://" + host + ':' + port + path;
    }
  }

  private final ServedDomains domains;
  private volatile @Nullable Address websocket;
  private volatile @Nullable Address bosh;

  HostMeta(ServedDomains domains) {
    this.domains = domains;
  }

  /** From now on WebSockets can be opened at {@code address}. */
  void websocketAt(Address address) {
    websocket = address;
  }

  /** From now on BOSH can be used at {@code address}. */
  void boshAt(Address address) {
    bosh = address;
  }

  /** Returns the XRD document for a client that asked {@code hostHeader}. */
  String xrd(@Nullable String hostHeader) {
    String host = HostMetaRules.domain(hostHeader, domains);
    return HostMetaRules.xrd(at(websocket, host), at(bosh, host));
  }

  /** Returns the JRD document for a client that asked {@code hostHeader}. */
  String jrd(@Nullable String hostHeader) {
    String host = HostMetaRules.domain(hostHeader, domains);
    return HostMetaRules.jrd(at(websocket, host), at(bosh, host));
  }

  private static @Nullable String at(@Nullable Address address, String host) {
    return address == null ? null : address.at(host);
  }
}
