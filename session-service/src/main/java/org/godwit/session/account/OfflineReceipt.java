package org.godwit.session.account;

import org.jspecify.annotations.Nullable;

/**
 * The receipt that goes with an offline message: what to delete once it is delivered, and whether
 * the next batch follows. It tells all, so that an owner who never sent the message understands it.
 *
 * @param id the message
 * @param more whether this is the last of its batch and rows remain
 */
record OfflineReceipt(OfflineId id, boolean more) {

  private static final String PREFIX = "o1";

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
        + (more ? " m " : " - ")
        + id.topic();
  }

  /** Returns the receipt in {@code text}, or null where it is none. */
  static @Nullable OfflineReceipt parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 7 || !parts[0].equals(PREFIX)) {
      return null;
    }
    try {
      OfflineId id =
          new OfflineId(
              parts[6],
              Integer.parseInt(parts[1]),
              Long.parseLong(parts[2]),
              Integer.parseInt(parts[3]),
              Long.parseLong(parts[4]));
      return new OfflineReceipt(id, parts[5].equals("m"));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
