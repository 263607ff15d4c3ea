package org.godwit.gateway.websocket;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.godwit.gateway.socket.SocketProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The listener for WebSockets (RFC 7395), both {@code ws} and {@code wss} on one port.
 *
 * @param enabled whether it listens; default true
 * @param bindAddress address to listen on; default {@code 127.0.0.1}; {@code 0.0.0.0} is every one
 * @param port TCP port, 0 to 65535; default 5290; 0 takes any free one
 * @param path path of its URL; default {@code /xmpp-websocket}
 * @param messageMax bytes of one message, whether fragmented or not, 10000 B to 16 MB; default 256
 *     KB; a client past it is told policy-violation; less than {@code xmpp.gateway.limits.stanza}
 *     makes that limit smaller here
 * @param handshakeTimeout how long a connection may take, TLS included, until its WebSocket is
 *     open, 1s to 10m; default 30s; less frees connections of strangers sooner
 * @param origins origins whose pages may connect, {@code *} for all; default {@code *}; a client
 *     that is no browser has none and may always connect
 * @param socket its sockets
 */
@Validated
@ConfigurationProperties("xmpp.gateway.websocket")
public record WebSocketProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("127.0.0.1") @NotBlank String bindAddress,
    @DefaultValue("5290") @Min(0) @Max(65_535) int port,
    @DefaultValue("/xmpp-websocket") @Pattern(regexp = "/[A-Za-z0-9/._~-]*") String path,
    @DefaultValue("256KB") DataSize messageMax,
    @DefaultValue("30s") Duration handshakeTimeout,
    @DefaultValue("*") @NotEmpty List<String> origins,
    @DefaultValue @NestedConfigurationProperty SocketProperties socket) {
  private static final long MESSAGE_BYTES_MIN = 10_000;
  private static final long MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

  /** Checks the ranges that annotations cannot express. */
  public WebSocketProperties {
    socket.check("xmpp.gateway.websocket.socket");
    origins = List.copyOf(origins);
    if (messageMax.toBytes() < MESSAGE_BYTES_MIN || messageMax.toBytes() > MESSAGE_BYTES_MAX) {
      throw refused("message-max", messageMax, "between 10000B and 16MB");
    }
    if (handshakeTimeout.compareTo(Duration.ofSeconds(1)) < 0
        || handshakeTimeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw refused("handshake-timeout", handshakeTimeout, "between 1s and 10m");
    }
  }

  /** Tells whether a page of {@code origin} may connect. */
  public boolean allows(String origin) {
    return origins.contains("*") || origins.contains(origin);
  }

  private static IllegalArgumentException refused(String key, Object value, String allowed) {
    return new IllegalArgumentException(
        "xmpp.gateway.websocket." + key + " is " + value + " but must be " + allowed);
  }
}
