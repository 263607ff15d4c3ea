package org.godwit.it.chaos;

/**
 * Something that happened to a stanza, or to a process, while the run went on.
 *
 * @param atMs when, in milliseconds since the run began
 * @param rank what comes first where the time is the same: the lower one
 * @param what it, in words: where, then what
 */
record Moment(long atMs, int rank, String what) implements Comparable<Moment> {

  /** Makes one that goes before whatever else happened in the same millisecond. */
  Moment(long atMs, String what) {
    this(atMs, 0, what);
  }

  @Override
  public int compareTo(Moment other) {
    int byTime = Long.compare(atMs, other.atMs);
    return byTime == 0 ? Integer.compare(rank, other.rank) : byTime;
  }
}
