package org.godwit.gateway.socket;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The sockets of a listener.
 *
 * @param backlog connections the system may hold until they are accepted, 1 to 65535; default 1024;
 *     more survive a login storm
 * @param tcpNoDelay whether small writes go out at once; default true; false saves packets and adds
 *     delay
 * @param tcpKeepAlive whether the system probes silent connections; default true
 * @param outboundBuffer bytes that may wait for one client to read, 64 KB to 1 GB; default 4 MB; a
 *     client past it is closed and its stanzas go back to its account
 * @param netBuff which size of {@code xmpp.gateway.net-buff} its connections use, standard or
 *     high-throughput; default standard
 */
public record SocketProperties(
    @DefaultValue("1024") @Min(1) @Max(65_535) int backlog,
    @DefaultValue("true") boolean tcpNoDelay,
    @DefaultValue("true") boolean tcpKeepAlive,
    @DefaultValue("4MB") DataSize outboundBuffer,
    @DefaultValue("standard") NetBuffProperties.Size netBuff) {
  private static final long OUTBOUND_BYTES_MIN = 64 * 1024;
  private static final long OUTBOUND_BYTES_MAX = 1024 * 1024 * 1024;

  /** The defaults. */
  public static final SocketProperties DEFAULT =
      new SocketProperties(
          1024, true, true, DataSize.ofMegabytes(4), NetBuffProperties.Size.STANDARD);

  /** Checks the ranges that annotations cannot express; {@code prefix} leads to these keys. */
  public void check(String prefix) {
    if (outboundBuffer.toBytes() < OUTBOUND_BYTES_MIN
        || outboundBuffer.toBytes() > OUTBOUND_BYTES_MAX) {
      throw new IllegalArgumentException(
          prefix + ".outbound-buffer is " + outboundBuffer + " but must be between 64KB and 1GB");
    }
  }
}
