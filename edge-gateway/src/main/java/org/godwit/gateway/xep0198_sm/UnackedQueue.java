package org.godwit.gateway.xep0198_sm;

import org.jspecify.annotations.Nullable;

/**
 * The stanzas to a managed stream that are not done, in wire order (XEP-0198, section 4). Not
 * thread-safe; the event loop's.
 *
 * <pre>
 *   covered &lt;= acked &lt;= written &lt;= total
 *          |        |          |
 *          |        |          +-- taken, waits to be written
 *          |        +-- written, the client has not acknowledged it
 *          +-- acknowledged, the owner does not know
 * </pre>
 *
 * <p>A queue that was long and is empty holds no memory. All four are counts of stanzas since
 * {@code <enabled/>}, over all connections of the stream.
 *
 * @param <T> what stands for a stanza
 */
public final class UnackedQueue<T> {
  private static final int CAPACITY_INITIAL = 16;

  private static final @Nullable Object[] NO_ENTRIES = new Object[0];
  private static final long[] NO_OFFSETS = new long[0];
  private static final int[] NO_SIZES = new int[0];

  private @Nullable Object[] entries = NO_ENTRIES;
  private long[] offsets = NO_OFFSETS;
  private int[] sizes = NO_SIZES;
  private long covered;
  private long acked;
  private long written;
  private long total;
  private long bytes;
  private long ackedOffset;

  /**
   * Makes an empty queue.
   *
   * @param start how many stanzas the client has acknowledged already
   * @param startOffset offset in the gateway's topic of the last record before; -1 for none
   */
  public UnackedQueue(long start, long startOffset) {
    this.covered = start;
    this.acked = start;
    this.written = start;
    this.total = start;
    this.ackedOffset = startOffset;
  }

  /** Appends a stanza of {@code size} bytes, which came at {@code offset}. */
  public void add(T entry, long offset, int size) {
    if (total - covered == entries.length) {
      grow();
    }
    int slot = slot(total);
    entries[slot] = entry;
    offsets[slot] = offset;
    sizes[slot] = size;
    bytes += size;
    total++;
  }

  /** Returns the next stanza to write; null where none waits or the client owes too much. */
  public @Nullable T write(int unackedMax) {
    return written < total && written - acked < unackedMax ? entry(written++) : null;
  }

  /** Returns the next stanza that the client has acknowledged by {@code count}; null for none. */
  public @Nullable T acknowledge(long count) {
    if (acked >= Math.min(count, written)) {
      return null;
    }
    int slot = slot(acked);
    bytes -= sizes[slot];
    ackedOffset = offsets[slot];
    return entry(acked++);
  }

  /** Takes out the next acknowledged stanza that {@code count} covers; null for none. */
  public @Nullable T cover(long count) {
    if (covered >= Math.min(count, acked)) {
      return null;
    }
    T entry = entry(covered);
    entries[slot(covered)] = null;
    covered++;
    if (covered == total && entries.length > CAPACITY_INITIAL) {
      entries = NO_ENTRIES;
      offsets = NO_OFFSETS;
      sizes = NO_SIZES;
    }
    return entry;
  }

  /** Returns the stanza with this number, from {@code acked} on: what is to go back at the end. */
  public T entry(long number) {
    @SuppressWarnings("unchecked")
    T entry = (T) entries[slot(number)];
    if (entry == null) {
      throw new IllegalArgumentException("no stanza " + number);
    }
    return entry;
  }

  /** Returns how many acknowledged stanzas the owner knows of. */
  public long covered() {
    return covered;
  }

  /** Returns how many stanzas the client has acknowledged. */
  public long acked() {
    return acked;
  }

  /** Returns how many stanzas were written. */
  public long written() {
    return written;
  }

  /** Returns how many stanzas were taken. */
  public long total() {
    return total;
  }

  /** Returns the offset in the gateway's topic of the last acknowledged stanza. */
  public long ackedOffset() {
    return ackedOffset;
  }

  /** Tells whether more is unacknowledged and waiting than allowed. */
  public boolean isOverfull(int stanzasMax, long bytesMax) {
    return total - acked > stanzasMax || bytes > bytesMax;
  }

  private void grow() {
    int length = Math.max(CAPACITY_INITIAL, entries.length * 2);
    @Nullable Object[] moreEntries = new Object[length];
    long[] moreOffsets = new long[length];
    int[] moreSizes = new int[length];
    for (long number = covered; number < total; number++) {
      int from = slot(number);
      int to = (int) number & (length - 1);
      moreEntries[to] = entries[from];
      moreOffsets[to] = offsets[from];
      moreSizes[to] = sizes[from];
    }
    entries = moreEntries;
    offsets = moreOffsets;
    sizes = moreSizes;
  }

  private int slot(long number) {
    return (int) number & (entries.length - 1);
  }
}
