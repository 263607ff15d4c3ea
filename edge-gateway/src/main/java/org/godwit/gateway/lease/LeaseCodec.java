package org.godwit.gateway.lease;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leases as text, to be read by operators too: {@code 1 <epoch> <counter> <state> [<adopter>]}. The
 * first number is the version.
 */
final class LeaseCodec {

  private static final String VERSION = "1";
  private static final int FIELDS = 4;
  private static final Pattern SPACE = Pattern.compile(" ");

  private LeaseCodec() {}

  static byte[] encode(GatewayLease lease) {
    String state = lease.state().name().toLowerCase(Locale.ROOT);
    String text = VERSION + ' ' + lease.epoch() + ' ' + lease.counter() + ' ' + state;
    String adopter = lease.adopter();
    return (adopter.isEmpty() ? text : text + ' ' + adopter).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the lease, or null where these bytes are none, or one of a later version. */
  static @Nullable GatewayLease decode(byte[] bytes) {
    String[] fields = SPACE.split(new String(bytes, StandardCharsets.UTF_8), -1);
    if (fields.length < FIELDS || fields.length > FIELDS + 1 || !fields[0].equals(VERSION)) {
      return null;
    }
    try {
      return new GatewayLease(
          Long.parseLong(fields[1]),
          Long.parseLong(fields[2]),
          GatewayLease.State.valueOf(fields[3].toUpperCase(Locale.ROOT)),
          fields.length == FIELDS ? "" : fields[FIELDS]);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
