package org.godwit.session.account;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came back of one stream, in the order in which its client was, or would have been, sent it.
 * Immutable.
 *
 * <p>A new owner repeats deliveries, and what it repeats may come back as well; a gateway that held
 * the stream wrote only the first. So each row counts once, at the first of its offsets.
 */
final class ReturnedStanzas {

  static final ReturnedStanzas NONE = new ReturnedStanzas(new long[0], new long[0], -1);

  private static final int INDEX_BITS = 31;

  private final long[] offsets;
  private final long[] rows;
  private final long highest;

  private ReturnedStanzas(long[] offsets, long[] rows, long highest) {
    this.offsets = offsets;
    this.rows = rows;
    this.highest = highest;
  }

  /**
   * Returns those at {@code offsets}, which rise, with {@code rows} from {@link #rowOf}.
   *
   * @param highest the highest offset that came back, repetitions included; -1 for none
   */
  static ReturnedStanzas of(long[] offsets, long[] rows, long highest) {
    return highest < 0 ? NONE : new ReturnedStanzas(offsets.clone(), rows.clone(), highest);
  }

  /** Returns the number of a row, by which it is known again. */
  static long rowOf(OfflineId id) {
    return (id.offset() << INDEX_BITS) | id.index();
  }

  /** Returns the offset of the record that the row at {@code index} came with first. */
  long sourceOf(int index) {
    return rows[index] >>> INDEX_BITS;
  }

  /** Returns which row of that record the one at {@code index} is. */
  int indexOf(int index) {
    return (int) (rows[index] & ((1L << INDEX_BITS) - 1));
  }

  int size() {
    return offsets.length;
  }

  long offset(int index) {
    return offsets[index];
  }

  long row(int index) {
    return rows[index];
  }

  /** Returns the highest offset that came back, repetitions included; -1 for none. */
  long highest() {
    return highest;
  }

  /** Returns the offset of the latest record that one of these came with first; -1 for none. */
  long latestSource() {
    long latest = -1;
    for (long row : rows) {
      latest = Math.max(latest, row >>> INDEX_BITS);
    }
    return latest;
  }

  /** Notes that something came back which does not count. */
  ReturnedStanzas seen(long offset) {
    return offset <= highest ? this : new ReturnedStanzas(offsets, rows, offset);
  }

  boolean contains(long offset) {
    return Arrays.binarySearch(offsets, offset) >= 0;
  }

  /** Adds one; a row that has come back from an earlier offset counts no second time. */
  ReturnedStanzas with(long offset, long row) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == row) {
        return offsets[i] <= offset ? seen(offset) : without(i).with(offset, row);
      }
    }
    int found = Arrays.binarySearch(offsets, offset);
    if (found >= 0) {
      return this;
    }
    int at = -found - 1;
    return new ReturnedStanzas(
        inserted(offsets, at, offset), inserted(rows, at, row), Math.max(highest, offset));
  }

  /**
   * Tells whether a live delivery at {@code offset} can only be the repetition of an acknowledged
   * one: a later stanza stands before it.
   */
  boolean isRepeated(long offset, long row) {
    for (int i = 0; i < rows.length && offsets[i] < offset; i++) {
      if (rows[i] > row && !OfflineId.isSourceless(indexOf(i))) {
        return true;
      }
    }
    return false;
  }

  private static long[] inserted(long[] from, int at, long value) {
    long[] next = new long[from.length + 1];
    System.arraycopy(from, 0, next, 0, at);
    next[at] = value;
    System.arraycopy(from, at, next, at + 1, from.length - at);
    return next;
  }

  private ReturnedStanzas without(int at) {
    return new ReturnedStanzas(removed(offsets, at), removed(rows, at), highest);
  }

  private static long[] removed(long[] from, int at) {
    long[] next = new long[from.length - 1];
    System.arraycopy(from, 0, next, 0, at);
    System.arraycopy(from, at + 1, next, at, next.length - at);
    return next;
  }

  /** Returns those above {@code offset}. */
  ReturnedStanzas above(long offset) {
    int from = 0;
    while (from < offsets.length && offsets[from] <= offset) {
      from++;
    }
    return from == 0
        ? this
        : of(
            Arrays.copyOfRange(offsets, from, offsets.length),
            Arrays.copyOfRange(rows, from, rows.length),
            highest);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReturnedStanzas o
        && Arrays.equals(offsets, o.offsets)
        && Arrays.equals(rows, o.rows)
        && highest == o.highest;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(offsets);
  }

  @Override
  public String toString() {
    return Arrays.toString(offsets);
  }
}
