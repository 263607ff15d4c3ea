package org.godwit.bus;

import java.nio.charset.StandardCharsets;

/**
 * Which partition owns a key: Kafka's default, murmur2 of the key's UTF-8 bytes. Pure; any thread.
 */
public final class KeyPartition {

  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;

  private KeyPartition() {}

  /** Returns the partition of {@code key} in a topic with {@code partitions} partitions. */
  public static int of(String key, int partitions) {
    return (murmur2(key.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % partitions;
  }

  private static int murmur2(byte[] data) {
    int length = data.length;
    int h = SEED ^ length;
    int blocks = length / 4;
    for (int i = 0; i < blocks; i++) {
      int at = i * 4;
      int k =
          (data[at] & 0xff)
              | (data[at + 1] & 0xff) << 8
              | (data[at + 2] & 0xff) << 16
              | (data[at + 3] & 0xff) << 24;
      k *= M;
      k ^= k >>> 24;
      k *= M;
      h = h * M ^ k;
    }
    int rest = length & 3;
    for (int i = rest - 1; i >= 0; i--) {
      h ^= (data[blocks * 4 + i] & 0xff) << (8 * i);
    }
    if (rest > 0) {
      h *= M;
    }
    h ^= h >>> 13;
    h *= M;
    return h ^ h >>> 15;
  }
}
