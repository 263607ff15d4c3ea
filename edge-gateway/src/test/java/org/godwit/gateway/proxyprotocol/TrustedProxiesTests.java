package org.godwit.gateway.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose PROXY headers are believed. */
class TrustedProxiesTests {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8::/32, 2001:db8::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::/32, 10.0.0.1, false"
  })
  void networksContainTheirAddresses(String network, String address, boolean contained) {
    TrustedProxies proxies = TrustedProxies.of(List.of(network));
    assertThat(proxies.contains(new InetSocketAddress(InetAddress.ofLiteral(address), 1)))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "", "/8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> new ProxyProtocolProperties(List.of(text), Duration.ofSeconds(10)))
        .hasMessage(
            "xmpp.gateway.proxy-protocol.trusted is "
                + text
                + " but must be IP addresses or networks such as 10.0.0.0/8");
  }

  @Test
  void timeoutHasARange() {
    assertThatThrownBy(() -> new ProxyProtocolProperties(List.of(), Duration.ZERO))
        .hasMessageStartingWith("xmpp.gateway.proxy-protocol.timeout is ");
  }
}
