package org.godwit.muc.room;

import org.jspecify.annotations.Nullable;

/**
 * The place of a message in a room's archive: that of the record that brought it.
 *
 * @param offset the record's offset, which is the order of the archive
 * @param receivedAtMs when it was published, in milliseconds since 1970
 */
public record ArchiveId(long offset, long receivedAtMs) implements Comparable<ArchiveId> {

  private static final int RADIX = 36;

  /** Returns the id in {@code text}, or null where it is none. */
  public static @Nullable ArchiveId parse(@Nullable String text) {
    int dash = text == null ? -1 : text.indexOf('-');
    if (text == null || dash <= 0) {
      return null;
    }
    try {
      return new ArchiveId(
          Long.parseLong(text.substring(dash + 1), RADIX),
          Long.parseLong(text.substring(0, dash), RADIX));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public int compareTo(ArchiveId other) {
    return Long.compare(offset, other.offset);
  }

  /** Returns the id as stanzas carry it (XEP-0359). */
  @Override
  public String toString() {
    return Long.toString(receivedAtMs, RADIX) + '-' + Long.toString(offset, RADIX);
  }
}
