package org.godwit.session.account;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.envelope.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What a partition has had from each sending stream: recognises what a resumed client sends again
 * (docs/stream-lifecycle.md, section 2, "Resend"). Guarded by the partition's lock.
 *
 * <p>A stanza in a record after the last new one, with a number not above its, is a duplicate. A
 * record at or before that one is repeated by a new owner and handled, unless it was among the
 * duplicates of one of the last times that the client sent again. Streams that do not resend are
 * not kept, but for what their owners forward: a new owner forwards again.
 */
final class OriginTable {

  /** Begins the keys of its entries in the state topic; no account's begins so. */
  static final String PREFIX = "o/";

  /** Stanzas of a managed stream are numbered from here (section 2). */
  private static final long MANAGED = 1L << 32;

  private static final byte VERSION = 1;
  private static final int RUNS_MAX = 4;
  private static final int ENTRY_BYTES = 1 + 3 * Long.BYTES + 1;
  private static final long[] NO_RUNS = {};

  private final int entriesMax;
  private final long memoryMs;
  private final Runnable onEvicted;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Entry ends = new Entry("");
  private List<Entry> changed = new ArrayList<>();

  /** One sending stream, in a ring from the one seen longest ago to the latest. */
  private static final class Entry {
    private final String stream;
    private long n;
    private long offset;
    private long seenMs;

    /** Pairs: offset from which on, and number up to which, the stream has sent again. */
    private long[] runs = NO_RUNS;

    private boolean changed;
    private boolean durable;
    private boolean gone;
    private Entry older = this;
    private Entry newer = this;

    Entry(String stream) {
      this.stream = stream;
    }

    /** Notes that the stream sends again in the record at {@code at}; false where that is known. */
    boolean sendsAgain(long at) {
      int length = runs.length;
      if (length > 0 && runs[length - 1] == n) {
        return false;
      }
      int from = length < 2 * RUNS_MAX ? 0 : 2;
      long[] next = Arrays.copyOfRange(runs, from, length + 2);
      next[next.length - 2] = at;
      next[next.length - 1] = n;
      runs = next;
      return true;
    }

    /** Tells whether a repeated record was a duplicate. */
    boolean wasDuplicate(long number, long at) {
      for (int i = runs.length - 2; i >= 0; i -= 2) {
        if (at >= runs[i]) {
          return number <= runs[i + 1];
        }
      }
      return false;
    }

    void unlink() {
      older.newer = newer;
      newer.older = older;
    }

    void linkBefore(Entry end) {
      newer = end;
      older = end.older;
      older.newer = this;
      end.older = this;
    }
  }

  /** One entry for the state topic. */
  record Change(String key, byte @Nullable [] state) {}

  /**
   * Makes an empty one.
   *
   * @param onEvicted hears of entries that made room for others
   */
  OriginTable(StreamSettings settings, Runnable onEvicted) {
    this.entriesMax = settings.originsMax();
    this.memoryMs = settings.originMemory().toMillis();
    this.onEvicted = onEvicted;
  }

  /**
   * Notes a stanza and tells whether it has been here before.
   *
   * @param forwarded whether the sender's owner has forwarded it
   */
  boolean isDuplicate(Origin origin, boolean forwarded, long offset, long timestampMs) {
    long n = origin.n();
    if (n < MANAGED && !forwarded) {
      return false;
    }
    Entry entry = entries.get(origin.stream().stream());
    if (entry == null) {
      add(origin.stream().stream(), n, offset, timestampMs);
      return false;
    }
    if (timestampMs > entry.seenMs) {
      entry.seenMs = timestampMs;
      entry.unlink();
      entry.linkBefore(ends);
    }
    if (offset <= entry.offset) {
      return entry.wasDuplicate(n, offset);
    }
    if (n > entry.n) {
      entry.n = n;
      entry.offset = offset;
      change(entry);
      return false;
    }
    if (entry.sendsAgain(offset)) {
      change(entry);
    }
    return true;
  }

  private void add(String stream, long n, long offset, long timestampMs) {
    Entry entry = new Entry(stream);
    entry.n = n;
    entry.offset = offset;
    entry.seenMs = timestampMs;
    put(entry);
    change(entry);
  }

  private void put(Entry entry) {
    entries.put(entry.stream, entry);
    entry.linkBefore(ends);
    if (entries.size() > entriesMax) {
      remove(ends.newer);
      onEvicted.run();
    }
  }

  private void remove(Entry entry) {
    entries.remove(entry.stream);
    entry.unlink();
    entry.gone = true;
    if (entry.durable) {
      change(entry);
    }
  }

  private void change(Entry entry) {
    if (!entry.changed) {
      entry.changed = true;
      changed.add(entry);
    }
  }

  /** Takes an entry of the state topic. */
  void restore(String key, byte[] state) {
    if (state.length < ENTRY_BYTES || state[0] != VERSION) {
      throw new IllegalArgumentException("the state of a sending stream cannot be read");
    }
    ByteBuffer bytes = ByteBuffer.wrap(state, 1, state.length - 1);
    Entry entry = new Entry(key.substring(PREFIX.length()));
    entry.n = bytes.getLong();
    entry.offset = bytes.getLong();
    entry.seenMs = bytes.getLong();
    int count = 2 * bytes.get();
    if (count < 0 || bytes.remaining() < count * Long.BYTES) {
      throw new IllegalArgumentException("the state of a sending stream cannot be read");
    }
    entry.runs = new long[count];
    for (int i = 0; i < count; i++) {
      entry.runs[i] = bytes.getLong();
    }
    entry.durable = true;
    put(entry);
  }

  /** Forgets what is too old at {@code nowMs} and returns what the state topic does not know. */
  List<Change> changes(long nowMs) {
    while (ends.newer != ends && nowMs - ends.newer.seenMs > memoryMs) {
      remove(ends.newer);
    }
    if (changed.isEmpty()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>(changed.size());
    for (Entry entry : changed) {
      entry.changed = false;
      if (!entry.gone || entry.durable) {
        changes.add(new Change(PREFIX + entry.stream, entry.gone ? null : bytes(entry)));
      }
      entry.durable = true;
    }
    changed = new ArrayList<>();
    return changes;
  }

  /** Takes back that {@code lost} were written. */
  void unwritten(List<Change> lost) {
    for (Change change : lost) {
      Entry entry = entries.get(change.key().substring(PREFIX.length()));
      if (entry != null) {
        change(entry);
      }
    }
  }

  int size() {
    return entries.size();
  }

  private static byte[] bytes(Entry entry) {
    ByteBuffer bytes =
        ByteBuffer.allocate(ENTRY_BYTES + entry.runs.length * Long.BYTES)
            .put(VERSION)
            .putLong(entry.n)
            .putLong(entry.offset)
            .putLong(entry.seenMs)
            .put((byte) (entry.runs.length / 2));
    for (long each : entry.runs) {
      bytes.putLong(each);
    }
    return bytes.array();
  }
}
