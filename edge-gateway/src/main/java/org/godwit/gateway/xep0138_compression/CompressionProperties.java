package org.godwit.gateway.xep0138_compression;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Stream compression with zlib (XEP-0138), offered on TCP to clients that have authenticated.
 *
 * @param enabled whether it is offered; default true. A compressed stream takes about 300 KB of
 *     memory outside the heap, and what is encrypted shows by its length how well it compresses
 * @param level how hard to compress, 1 (fastest) to 9; default 6
 * @param ratioMax how many bytes one byte of the client may become, 2 to 1000; default 100, counted
 *     over the whole connection; past it the stream ends with policy-violation
 * @param ratioFreeBytes bytes to which that does not apply, 1 KB to 16 MB; default 64 KB: short
 *     streams of the same words compress better than any ratio
 * @param readMax bytes that what was read at once may become, 64 KB to 64 MB; default 1 MB; past it
 *     the stream ends likewise
 */
@Validated
@ConfigurationProperties("xmpp.gateway.compression")
public record CompressionProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("6") @Min(1) @Max(9) int level,
    @DefaultValue("100") @Min(2) @Max(1000) int ratioMax,
    @DefaultValue("64KB") DataSize ratioFreeBytes,
    @DefaultValue("1MB") DataSize readMax) {

  /** Checks the ranges that annotations cannot express. */
  public CompressionProperties {
    between("ratio-free-bytes", ratioFreeBytes, DataSize.ofKilobytes(1), DataSize.ofMegabytes(16));
    between("read-max", readMax, DataSize.ofKilobytes(64), DataSize.ofMegabytes(64));
  }

  private static void between(String key, DataSize value, DataSize min, DataSize max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.compression."
              + key
              + " is "
              + value
              + " but must be between "
              + min
              + " and "
              + max);
    }
  }
}
