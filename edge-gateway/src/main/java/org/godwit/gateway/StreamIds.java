package org.godwit.gateway;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * Ids of streams: unpredictable (RFC 6120, section 4.7.3), and prefixed with the gateway's start,
 * so that an owner can tell those of an earlier start. Any thread.
 */
final class StreamIds implements Supplier<String> {
  private static final int RANDOM_BITS = 128;
  private static final int RADIX = 36;

  private final SecureRandom random = new SecureRandom();
  private final String prefix;

  StreamIds(long epochMs) {
    prefix = Long.toString(epochMs, RADIX) + '-';
  }

  @Override
  public String get() {
    return prefix + new BigInteger(RANDOM_BITS, random).toString(RADIX);
  }
}
