package org.godwit.session.account;

import org.jspecify.annotations.Nullable;

/**
 * The deterministic id of an offline message: the record that brought it.
 *
 * <p>The time of the record is part of it, so that a log that was begun anew cannot be taken for a
 * replay of the old one.
 *
 * @param topic the record's topic
 * @param partition its partition
 * @param offset its offset
 * @param index which row of that record: 0 for the one that is anybody's, otherwise from {@link
 *     #indexOf}
 * @param receivedAtMs when the record was published, in milliseconds since 1970
 */
public record OfflineId(String topic, int partition, long offset, int index, long receivedAtMs) {

  private static final int HASH_MASK = 0x3fff_ffff;
  private static final int SOURCELESS = 0x4000_0000;

  /** Returns the index of a row for {@code stream} alone: always the same, and never 0. */
  static int indexOf(@Nullable String stream) {
    return stream == null ? 0 : 1 + (stream.hashCode() & HASH_MASK);
  }

  /** Tells whether a row with this index is of a stanza that came from no record of its own. */
  static boolean isSourceless(int index) {
    return (index & SOURCELESS) != 0;
  }

  /** Returns the id of a stanza for one stream that came from no record of its own. */
  OfflineId sourceless() {
    return new OfflineId(topic, partition, offset, index | SOURCELESS, receivedAtMs);
  }

  OfflineId forAnybody() {
    return index == 0 ? this : new OfflineId(topic, partition, offset, 0, receivedAtMs);
  }
}
