package org.godwit.bus;

/**
 * The offsets of one partition that are being worked on: begun in order, completed in any order.
 *
 * <p>What may be committed is the offset of the lowest unfinished record, so a restart repeats
 * exactly that record and those after it. The ledger is full when {@code unfinishedMax} records are
 * unfinished, or when one record is overtaken by so many that the replay would grow without bound
 * (four times as many); it has room again at half of that. Any thread; no method but {@link
 * #awaitIdle} blocks.
 */
public final class OffsetLedger {

  private static final int WINDOW_FACTOR = 4;
  private static final int INITIAL_CAPACITY = 256;

  private final int unfinishedMax;
  private final long windowMax;
  private long[] offsets = new long[INITIAL_CAPACITY];
  private boolean[] done = new boolean[INITIAL_CAPACITY];
  private long head;
  private long tail;
  private int unfinished;
  private long committable = -1;
  private boolean full;

  /** Makes an empty ledger; {@code unfinishedMax} from 1. */
  public OffsetLedger(int unfinishedMax) {
    if (unfinishedMax < 1) {
      throw new IllegalArgumentException("unfinishedMax is " + unfinishedMax + ", not from 1");
    }
    this.unfinishedMax = unfinishedMax;
    this.windowMax = (long) unfinishedMax * WINDOW_FACTOR;
  }

  /**
   * Enters a record; returns the ticket to complete it with. Offsets grow, with or without gaps. A
   * full ledger takes more: to stop is the caller's part.
   */
  public synchronized long begin(long offset) {
    if (tail > head && offset <= offsets[slot(tail - 1)]) {
      throw new IllegalArgumentException(
          "offset " + offset + " is not above the one before, " + offsets[slot(tail - 1)]);
    }
    if (tail - head == offsets.length) {
      grow();
    }
    int slot = slot(tail);
    offsets[slot] = offset;
    done[slot] = false;
    unfinished++;
    if (unfinished >= unfinishedMax || tail - head + 1 >= windowMax) {
      full = true;
    }
    return tail++;
  }

  /**
   * Completes the record with {@code ticket}; a second time is ignored. Returns whether a full
   * ledger has room again by this, which is told once.
   */
  public synchronized boolean complete(long ticket) {
    if (ticket < head || ticket >= tail || done[slot(ticket)]) {
      return false;
    }
    done[slot(ticket)] = true;
    unfinished--;
    if (ticket == head) {
      advance();
    }
    if (unfinished == 0) {
      notifyAll();
    }
    if (full && unfinished <= unfinishedMax / 2 && tail - head <= windowMax / 2) {
      full = false;
      return true;
    }
    return false;
  }

  /** Returns the offset to commit; -1 as long as nothing has been finished. */
  public synchronized long committable() {
    return committable;
  }

  /** Returns how many records are unfinished. */
  public synchronized int unfinished() {
    return unfinished;
  }

  /** Tells whether no more records should be begun now. */
  public synchronized boolean isFull() {
    return full;
  }

  /** Waits until nothing is unfinished; false where {@code deadlineNanoTime} came first. */
  public synchronized boolean awaitIdle(long deadlineNanoTime) throws InterruptedException {
    while (unfinished > 0) {
      long rest = deadlineNanoTime - System.nanoTime();
      if (rest <= 0) {
        return false;
      }
      wait(rest / 1_000_000 + 1);
    }
    return true;
  }

  private void advance() {
    long last = -1;
    while (head < tail && done[slot(head)]) {
      last = offsets[slot(head)];
      head++;
    }
    committable = head < tail ? offsets[slot(head)] : last + 1;
  }

  private void grow() {
    long[] moreOffsets = new long[offsets.length * 2];
    boolean[] moreDone = new boolean[moreOffsets.length];
    for (long ticket = head; ticket < tail; ticket++) {
      int to = (int) (ticket & (moreOffsets.length - 1));
      moreOffsets[to] = offsets[slot(ticket)];
      moreDone[to] = done[slot(ticket)];
    }
    offsets = moreOffsets;
    done = moreDone;
  }

  private int slot(long ticket) {
    return (int) (ticket & (offsets.length - 1));
  }
}
