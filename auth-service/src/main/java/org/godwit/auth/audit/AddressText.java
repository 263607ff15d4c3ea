package org.godwit.auth.audit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses as events have them: no customer can be told by one. Pure. */
final class AddressText {

  private static final int IPV4_KEPT = 3;
  private static final int IPV6_KEPT = 6;

  private AddressText() {}

  /** Returns {@code address} without its last byte, or without what is behind its /48. */
  static String truncated(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      byte[] bytes = parsed.getAddress();
      int kept = parsed instanceof Inet6Address ? IPV6_KEPT : IPV4_KEPT;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (IllegalArgumentException | UnknownHostException e) {
      return "unknown";
    }
  }
}
