package org.godwit.gateway.netty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.socket.SocketProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The listener for clients that begin in the clear, and the times of the streams of every listener.
 *
 * @param bindAddress address to listen on; default {@code 127.0.0.1}; {@code 0.0.0.0} is every one
 * @param port TCP port, 0 to 65535; default 5222; 0 takes any free one
 * @param backlog connections the system may hold until they are accepted, 1 to 65535; default 1024;
 *     more survive a login storm
 * @param threads event loops of all listeners, 0 to 256; default 0, one per core; more help only
 *     where cores idle
 * @param tcpNoDelay whether small writes go out at once; default true; false saves packets and adds
 *     delay
 * @param tcpKeepAlive whether the system probes silent connections; default true
 * @param outboundBuffer bytes that may wait for one client to read, 64 KB to 1 GB; default 4 MB; a
 *     client past it is closed and its stanzas go back to its account
 * @param negotiationTimeout how long a connection may take until a resource is bound, 1s to 1h;
 *     default 60s; less frees connections of strangers sooner
 * @param closeTimeout how long a closing connection waits for the client, 100ms to 1m; default 2s
 * @param netBuff which size of {@code xmpp.gateway.net-buff} its connections use, standard or
 *     high-throughput; default standard
 */
@Validated
@ConfigurationProperties("xmpp.gateway.c2s")
public record C2sProperties(
    @DefaultValue("127.0.0.1") @NotBlank String bindAddress,
    @DefaultValue("5222") @Min(0) @Max(65_535) int port,
    @DefaultValue("1024") @Min(1) @Max(65_535) int backlog,
    @DefaultValue("0") @Min(0) @Max(256) int threads,
    @DefaultValue("true") boolean tcpNoDelay,
    @DefaultValue("true") boolean tcpKeepAlive,
    @DefaultValue("4MB") DataSize outboundBuffer,
    @DefaultValue("60s") Duration negotiationTimeout,
    @DefaultValue("2s") Duration closeTimeout,
    @DefaultValue("standard") NetBuffProperties.Size netBuff) {
  private static final long OUTBOUND_BYTES_MIN = 64 * 1024;
  private static final long OUTBOUND_BYTES_MAX = 1024 * 1024 * 1024;

  /** Checks the ranges that annotations cannot express. */
  public C2sProperties {
    if (outboundBuffer.toBytes() < OUTBOUND_BYTES_MIN
        || outboundBuffer.toBytes() > OUTBOUND_BYTES_MAX) {
      throw refused("outbound-buffer", outboundBuffer, "between 64KB and 1GB");
    }
    between("negotiation-timeout", negotiationTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
    between("close-timeout", closeTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
  }

  /** Returns its sockets' settings in the form of the other listeners. */
  SocketProperties socket() {
    return new SocketProperties(backlog, tcpNoDelay, tcpKeepAlive, outboundBuffer, netBuff);
  }

  /** Returns how many event loops to start. */
  int loops() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private static void between(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw refused(key, value, "between " + min + " and " + max);
    }
  }

  private static IllegalArgumentException refused(String key, Object value, String allowed) {
    return new IllegalArgumentException(
        "xmpp.gateway.c2s." + key + " is " + value + " but must be " + allowed);
  }
}
