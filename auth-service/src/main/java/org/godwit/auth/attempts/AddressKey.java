package org.godwit.auth.attempts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whose an address is. Pure. */
public final class AddressKey {

  private static final int IPV6_PREFIX_BYTES = 8;

  private AddressKey() {}

  /** Returns what {@code address} counts under: a customer has a whole /64 of IPv6 addresses. */
  public static String of(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      byte[] bytes = parsed.getAddress();
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_PREFIX_BYTES))
          : HexFormat.of().formatHex(bytes);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
