package org.godwit.session.account;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows that a stream has acknowledged last, a bounded number of them. Immutable. */
final class RecentRows {

  static final RecentRows NONE = new RecentRows(new long[0]);

  /** More than one batch of a backlog by default: only the latest are sent again. */
  private static final int ROWS_MAX = 256;

  private final long[] rows;

  private RecentRows(long[] rows) {
    this.rows = rows;
  }

  /** Returns those with these numbers. */
  static RecentRows of(long... rows) {
    return rows.length == 0 ? NONE : new RecentRows(rows.clone());
  }

  int size() {
    return rows.length;
  }

  long row(int index) {
    return rows[index];
  }

  /** Adds a row by its number from {@link ReturnedStanzas#rowOf}. */
  RecentRows with(long row) {
    if (contains(row)) {
      return this;
    }
    int from = rows.length < ROWS_MAX ? 0 : 1;
    long[] next = Arrays.copyOfRange(rows, from, rows.length + 1);
    next[next.length - 1] = row;
    return new RecentRows(next);
  }

  boolean contains(long row) {
    for (long each : rows) {
      if (each == row) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecentRows o && Arrays.equals(rows, o.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }

  @Override
  public String toString() {
    return rows.length + " rows";
  }
}
