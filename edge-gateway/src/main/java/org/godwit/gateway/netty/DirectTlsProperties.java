package org.godwit.gateway.netty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.godwit.gateway.socket.SocketProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The listener for clients that begin with TLS (XEP-0368, DNS service {@code _xmpps-client}).
 *
 * @param enabled whether it listens; default true
 * @param bindAddress address to listen on; default {@code 127.0.0.1}; {@code 0.0.0.0} is every one
 * @param port TCP port, 0 to 65535; default 5223; 0 takes any free one
 * @param socket its sockets
 */
@Validated
@ConfigurationProperties("xmpp.gateway.direct-tls")
public record DirectTlsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("127.0.0.1") @NotBlank String bindAddress,
    @DefaultValue("5223") @Min(0) @Max(65_535) int port,
    @DefaultValue @NestedConfigurationProperty SocketProperties socket) {
  /** Checks the ranges that annotations cannot express. */
  public DirectTlsProperties {
    socket.check("xmpp.gateway.direct-tls.socket");
  }
}
