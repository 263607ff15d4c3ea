package org.godwit.muc.owner;

import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.protocol.envelope.Origin;

/**
 * The last stanza of each managed stream: recognises what a resumed client sends again
 * (docs/stream-lifecycle.md, section 2, "Resend"). Bounded; guarded by the partition's lock.
 */
final class SentTable {

  /** Stanzas of a managed stream are numbered from here. */
  private static final long MANAGED = 1L << 32;

  private final Map<String, Last> streams;

  private record Last(long n, long offset) {}

  SentTable(int max) {
    this.streams =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
            return size() > max;
          }
        };
  }

  /** Notes a stanza and tells whether it has been here before. */
  boolean isDuplicate(Origin origin, long offset) {
    if (origin.n() < MANAGED) {
      return false;
    }
    Last last = streams.get(origin.stream().stream());
    if (last != null && offset > last.offset && origin.n() <= last.n) {
      return true;
    }
    if (last == null || origin.n() > last.n) {
      streams.put(origin.stream().stream(), new Last(origin.n(), offset));
    }
    return false;
  }
}
