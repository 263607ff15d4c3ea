package org.godwit.gateway.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.godwit.protocol.xml.XmlLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a client may send in one stanza, past which the stream is closed with policy-violation, and
 * how many streams one address may have.
 *
 * @param newcomerStanza bytes of one element before authentication, 10000 B to 1 MB; default 16 KB
 * @param stanza bytes of one stanza after authentication, 10000 B to 16 MB; default 256 KB; it must
 *     fit into a record of the bus ({@code xmpp.bus.max-record})
 * @param depth nested elements, 2 to 1000; default 32
 * @param elements elements of one stanza, 2 to 100000; default 4096
 * @param attributes attributes and namespace declarations of one element, 8 to 1000; default 64
 * @param streamsPerAddress open streams of one client address, 0 to 1000000; default 65536; 0 for
 *     any number; must have room for all clients behind one router
 * @param newcomersPerAddress those of them that are not authenticated, 0 to 1000000; default 2000;
 *     0 for any number; less keeps a stranger from taking connections. A stream past either limit
 *     gets error 4031 and ends
 */
@Validated
@ConfigurationProperties("xmpp.gateway.limits")
public record LimitsProperties(
    @DefaultValue("16KB") DataSize newcomerStanza,
    @DefaultValue("256KB") DataSize stanza,
    @DefaultValue("32") @Min(2) @Max(1000) int depth,
    @DefaultValue("4096") @Min(2) @Max(100_000) int elements,
    @DefaultValue("64") @Min(8) @Max(1000) int attributes,
    @DefaultValue("65536") @Min(0) @Max(1_000_000) int streamsPerAddress,
    @DefaultValue("2000") @Min(0) @Max(1_000_000) int newcomersPerAddress) {
  private static final long STANZA_BYTES_MIN = 10_000;
  private static final long MEGABYTE = 1024 * 1024;

  /** Checks the ranges that annotations cannot express. */
  public LimitsProperties {
    between("newcomer-stanza", newcomerStanza, MEGABYTE);
    between("stanza", stanza, 16 * MEGABYTE);
  }

  private static void between(String key, DataSize value, long max) {
    // RFC 6120, section 13.12: the limit must not be below 10,000 bytes.
    if (value.toBytes() < STANZA_BYTES_MIN || value.toBytes() > max) {
      throw new IllegalArgumentException(
          "xmpp.gateway.limits."
              + key
              + " is "
              + value
              + " but must be between 10000B and "
              + max
              + 'B');
    }
  }

  /** Returns the limits before authentication. */
  public XmlLimits newcomer() {
    return limits(newcomerStanza);
  }

  /** Returns the limits after authentication. */
  public XmlLimits client() {
    return limits(stanza);
  }

  private XmlLimits limits(DataSize bytes) {
    return new XmlLimits(
        (int) bytes.toBytes(), depth, elements, attributes, XmlLimits.DEFAULT.nameCharsMax());
  }
}
