package org.godwit.session.account;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of offsets in rising order. Immutable. */
final class Offsets {

  static final Offsets NONE = new Offsets(new long[0]);

  private final long[] offsets;

  private Offsets(long[] offsets) {
    this.offsets = offsets;
  }

  /** Returns the set of {@code offsets}, which rise. */
  static Offsets of(long... offsets) {
    return offsets.length == 0 ? NONE : new Offsets(offsets.clone());
  }

  int size() {
    return offsets.length;
  }

  long get(int index) {
    return offsets[index];
  }

  /** Returns the highest one; -1 for none. */
  long last() {
    return offsets.length == 0 ? -1 : offsets[offsets.length - 1];
  }

  boolean contains(long offset) {
    return Arrays.binarySearch(offsets, offset) >= 0;
  }

  Offsets with(long offset) {
    int found = Arrays.binarySearch(offsets, offset);
    if (found >= 0) {
      return this;
    }
    int at = -found - 1;
    long[] next = new long[offsets.length + 1];
    System.arraycopy(offsets, 0, next, 0, at);
    next[at] = offset;
    System.arraycopy(offsets, at, next, at + 1, offsets.length - at);
    return new Offsets(next);
  }

  /** Returns those above {@code offset}. */
  Offsets above(long offset) {
    int from = 0;
    while (from < offsets.length && offsets[from] <= offset) {
      from++;
    }
    return from == 0 ? this : of(Arrays.copyOfRange(offsets, from, offsets.length));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Offsets o && Arrays.equals(offsets, o.offsets);
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
