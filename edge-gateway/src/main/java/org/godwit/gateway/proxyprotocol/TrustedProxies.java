package org.godwit.gateway.proxyprotocol;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The networks whose PROXY headers are believed. Any thread. */
public final class TrustedProxies {
  private final List<IpSubnetFilterRule> networks;

  private TrustedProxies(List<IpSubnetFilterRule> networks) {
    this.networks = networks;
  }

  /**
   * Reads addresses and networks.
   *
   * @throws IllegalArgumentException where one is neither
   */
  public static TrustedProxies of(List<String> texts) {
    List<IpSubnetFilterRule> networks = new ArrayList<>(texts.size());
    for (String text : texts) {
      networks.add(network(text));
    }
    return new TrustedProxies(List.copyOf(networks));
  }

  private static IpSubnetFilterRule network(String text) {
    int slash = text.indexOf('/');
    try {
      // Never a look-up of a name: only literals are allowed.
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int bits = address.getAddress().length * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix >= 0 && prefix <= bits) {
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
      }
    } catch (IllegalArgumentException e) {
      throw refused(text, e);
    }
    throw refused(text, null);
  }

  private static IllegalArgumentException refused(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "xmpp.gateway.proxy-protocol.trusted is "
            + text
            + " but must be IP addresses or networks such as 10.0.0.0/8",
        cause);
  }

  /** Tells whether there is none. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Tells whether {@code address} is one of a trusted proxy. */
  public boolean contains(InetSocketAddress address) {
    for (IpSubnetFilterRule network : networks) {
      if (network.matches(address)) {
        return true;
      }
    }
    return false;
  }
}
