package org.godwit.muc.owner;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.protocol.envelope.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The last stanza of each managed or forwarded stream: recognises what a resumed client sends again
 * (docs/stream-lifecycle.md, section 2, "Resend"). What has changed is handed out for the state
 * topic, so that the next owner recognises it, too. Bounded; guarded by the partition's lock.
 */
final class SentTable {

  /** Stanzas of a managed stream are numbered from here. */
  private static final long MANAGED = 1L << 32;

  /** A stream that has said nothing for so long, in the time of the log, is resumed no more. */
  private static final long FORGOTTEN_AFTER_MS = 3_600_000;

  private static final String PREFIX = "s/";
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 3 * Long.BYTES;

  private final int max;
  private final LinkedHashMap<String, Last> streams = new LinkedHashMap<>(16, 0.75f, true);
  private Map<String, byte @Nullable []> changed = new LinkedHashMap<>();
  private long latestMs;

  private record Last(long n, long offset, long atMs) {}

  SentTable(int max) {
    this.max = max;
  }

  /** Tells whether an entry of the state topic is from here. */
  static boolean isSent(String key) {
    return key.startsWith(PREFIX);
  }

  /**
   * Notes a stanza and tells whether it has been here before.
   *
   * @param forwarded whether the owner of the sender has forwarded it, as the next one does again
   * @param offset the offset of its record
   * @param atMs the time of its record
   */
  boolean isDuplicate(Origin origin, boolean forwarded, long offset, long atMs) {
    if (origin.n() < MANAGED && !forwarded) {
      return false;
    }
    String stream = origin.stream().stream();
    Last last = streams.get(stream);
    if (last != null && offset > last.offset && origin.n() <= last.n) {
      return true;
    }
    if (last == null || origin.n() > last.n) {
      Last now = new Last(origin.n(), offset, atMs);
      streams.put(stream, now);
      changed.put(PREFIX + stream, encode(now));
      latestMs = Math.max(latestMs, atMs);
      forget();
    }
    return false;
  }

  /** Drops streams past the limit, and those that have been silent for long. */
  private void forget() {
    Iterator<Map.Entry<String, Last>> eldest = streams.entrySet().iterator();
    while (eldest.hasNext()) {
      Map.Entry<String, Last> entry = eldest.next();
      if (streams.size() <= max && entry.getValue().atMs >= latestMs - FORGOTTEN_AFTER_MS) {
        return;
      }
      changed.put(PREFIX + entry.getKey(), null);
      eldest.remove();
    }
  }

  /** Takes an entry of the state topic. */
  void restore(String key, byte[] state) {
    ByteBuffer bytes = ByteBuffer.wrap(state);
    if (state.length != BYTES || bytes.get() != VERSION) {
      throw new IllegalArgumentException("the last stanza of a stream cannot be read");
    }
    Last last = new Last(bytes.getLong(), bytes.getLong(), bytes.getLong());
    latestMs = Math.max(latestMs, last.atMs);
    streams.put(key.substring(PREFIX.length()), last);
  }

  private static byte[] encode(Last last) {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putLong(last.n)
        .putLong(last.offset)
        .putLong(last.atMs)
        .array();
  }

  /** Hands out what has changed since, by key; null for what is gone. */
  Map<String, byte @Nullable []> takeChanged() {
    Map<String, byte @Nullable []> taken = changed;
    changed = new LinkedHashMap<>();
    return taken;
  }

  /** Takes back what could not be written. */
  void notWritten(Map<String, byte @Nullable []> taken) {
    taken.forEach((key, state) -> {
      if (!changed.containsKey(key)) {
        changed.put(key, state);
      }
    });
  }
}
