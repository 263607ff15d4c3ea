package org.godwit.gateway.proxyprotocol;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The PROXY protocol, versions 1 and 2, on every listener.
 *
 * @param trusted IP addresses and networks ({@code 192.0.2.1}, {@code 10.0.0.0/8}, {@code
 *     2001:db8::/32}) of proxies; default none. A connection from one of them must begin with a
 *     PROXY header and counts as one of the client that it names, and as encrypted where version 2
 *     says that the client uses TLS; from any other address such a header is bad input
 * @param timeout how long a header may take, 1s to 1m; default 10s
 */
@Validated
@ConfigurationProperties("xmpp.gateway.proxy-protocol")
public record ProxyProtocolProperties(
    @DefaultValue List<String> trusted, @DefaultValue("10s") Duration timeout) {
  /** No proxy. */
  public static final ProxyProtocolProperties NONE =
      new ProxyProtocolProperties(List.of(), Duration.ofSeconds(10));

  /** Checks the ranges that annotations cannot express. */
  public ProxyProtocolProperties {
    trusted = List.copyOf(trusted);
    TrustedProxies.of(trusted);
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.proxy-protocol.timeout is " + timeout + " but must be between 1s and 1m");
    }
  }
}
