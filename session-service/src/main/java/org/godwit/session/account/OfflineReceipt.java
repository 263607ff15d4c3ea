package org.godwit.session.account;

import org.jspecify.annotations.Nullable;

/**
 * The receipt that goes with an offline message: what to delete once it is delivered. It tells all,
 * so that an owner who never sent the message understands it, and is the same whoever sends the
 * message, so that a gateway knows it again.
 *
 * @param id the message
 */
record OfflineReceipt(OfflineId id) {

  private static final String PREFIX = "o2";

  String text() {
    return PREFIX
        + ' '
        + id.partition()
        + ' '
        + id.offset()
        + ' '
        + id.index()
        + ' '
        + id.receivedAtMs()
        + ' '
        + id.topic();
  }

  /** Returns the receipt in {@code text}, or null where it is none. */
  static @Nullable OfflineReceipt parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 6 || !parts[0].equals(PREFIX)) {
      return null;
    }
    try {
      OfflineId id =
          new OfflineId(
              parts[5],
              Integer.parseInt(parts[1]),
              Long.parseLong(parts[2]),
              Integer.parseInt(parts[3]),
              Long.parseLong(parts[4]));
      return new OfflineReceipt(id);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
