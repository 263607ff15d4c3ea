package org.godwit.gateway.lease;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leases as text, to be read by operators too: {@code 1 <epoch> <counter> <state> [<adopter>
 * [<streams>]]}. The first number is the version; an adopter that is none is {@code *}.
 */
final class LeaseCodec {

  private static final String VERSION = "1";
  private static final int FIELDS = 4;

  /** Stands for no adopter: no gateway can be called so. */
  private static final String NONE = "*";

  private static final Pattern SPACE = Pattern.compile(" ");

  private LeaseCodec() {}

  static byte[] encode(GatewayLease lease) {
    String state = lease.state().name().toLowerCase(Locale.ROOT);
    String text = VERSION + ' ' + lease.epoch() + ' ' + lease.counter() + ' ' + state;
    String adopter = lease.adopter();
    if (lease.streams() > 0) {
      text += ' ' + (adopter.isEmpty() ? NONE : adopter) + ' ' + lease.streams();
    } else if (!adopter.isEmpty()) {
      text += ' ' + adopter;
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the lease, or null where these bytes are none, or one of a later version. */
  static @Nullable GatewayLease decode(byte[] bytes) {
    String[] fields = SPACE.split(new String(bytes, StandardCharsets.UTF_8), -1);
    if (fields.length < FIELDS || fields.length > FIELDS + 2 || !fields[0].equals(VERSION)) {
      return null;
    }
    try {
      return new GatewayLease(
          Long.parseLong(fields[1]),
          Long.parseLong(fields[2]),
          GatewayLease.State.valueOf(fields[3].toUpperCase(Locale.ROOT)),
          fields.length == FIELDS || fields[FIELDS].equals(NONE) ? "" : fields[FIELDS],
          fields.length == FIELDS + 2 ? Integer.parseInt(fields[FIELDS + 1]) : 0);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
