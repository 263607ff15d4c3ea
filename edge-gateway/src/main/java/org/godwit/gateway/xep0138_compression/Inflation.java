package org.godwit.gateway.xep0138_compression;

/** How much the bytes of one connection grow when they are decompressed. Event loop only. */
public final class Inflation {
  private final int ratioMax;
  private final long freeBytes;
  private long compressed;
  private long plain;

  /** Counts against {@code limits}. */
  public Inflation(CompressionProperties limits) {
    this.ratioMax = limits.ratioMax();
    this.freeBytes = limits.ratioFreeBytes().toBytes();
  }

  /** Bytes of the client came. */
  public void onCompressed(int bytes) {
    compressed += bytes;
  }

  /** They became {@code bytes}; tells whether that is still allowed. */
  public boolean onPlain(int bytes) {
    plain += bytes;
    return plain <= freeBytes || plain <= compressed * ratioMax;
  }
}
