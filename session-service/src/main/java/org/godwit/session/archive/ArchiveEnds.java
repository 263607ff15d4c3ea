package org.godwit.session.archive;

import org.jspecify.annotations.Nullable;

/**
 * The oldest and the newest message of an archive (XEP-0313, section 5).
 *
 * @param first the oldest; null where the archive is empty
 * @param last the newest; null where the archive is empty
 */
public record ArchiveEnds(@Nullable Mark first, @Nullable Mark last) {

  /**
   * A message.
   *
   * @param id its id
   * @param receivedAtMs when it came, in milliseconds since 1970
   */
  public record Mark(String id, long receivedAtMs) {}
}
