package org.godwit.gateway.socket;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Sizes of network buffers; each listener chooses one of the two ({@code net-buff}).
 *
 * @param standard bytes of the first read of a connection of users, 512 B to 16 MB; default 2 KB;
 *     reads grow with what comes; less saves memory where most connections are silent
 * @param highThroughput the same for connections that carry much, such as those of components, 512
 *     B to 16 MB; default 64 KB; such connections also ask routers for throughput (IP TOS 8)
 * @param kernel whether the system's own buffers of a socket (SO_RCVBUF, SO_SNDBUF) get that size
 *     too; default false: the system sizes them as the network needs; true bounds their memory, and
 *     with a small size also what a client can send per round trip
 */
@ConfigurationProperties("xmpp.gateway.net-buff")
public record NetBuffProperties(
    @DefaultValue("2KB") DataSize standard,
    @DefaultValue("64KB") DataSize highThroughput,
    @DefaultValue("false") boolean kernel) {
  private static final int BYTES_MIN = 512;
  private static final int BYTES_MAX = 16 * 1024 * 1024;

  /** Which of the two sizes a listener uses. */
  public enum Size {
    /** For connections of users. */
    STANDARD,
    /** For connections that carry much. */
    HIGH_THROUGHPUT
  }

  /** The defaults. */
  public static final NetBuffProperties DEFAULT =
      new NetBuffProperties(DataSize.ofKilobytes(2), DataSize.ofKilobytes(64), false);

  /** Checks the ranges that annotations cannot express. */
  public NetBuffProperties {
    between("standard", standard);
    between("high-throughput", highThroughput);
  }

  /** Returns the bytes of {@code size}. */
  public int bytes(Size size) {
    return (int)
        switch (size) {
          case STANDARD -> standard.toBytes();
          case HIGH_THROUGHPUT -> highThroughput.toBytes();
        };
  }

  private static void between(String key, DataSize value) {
    if (value.toBytes() < BYTES_MIN || value.toBytes() > BYTES_MAX) {
      throw new IllegalArgumentException(
          "xmpp.gateway.net-buff." + key + " is " + value + " but must be between 512B and 16MB");
    }
  }
}
