package org.godwit.gateway.xep0198_sm;

import java.util.Arrays;

/**
 * How many stanzas of a client are durable without a gap, while their records become durable in any
 * order. Counts are those since stream management was enabled. Any thread; no method blocks.
 *
 * <p>Nobody is told of a stanza on its own: {@link #isReached} leaves a mark, and the {@link
 * #settle} that passes it says so.
 */
public final class DurableCount {
  private static final int WORDS_INITIAL = 1;
  private static final long NOTHING = Long.MAX_VALUE;

  /** Ring of bits: whether a stanza above {@link #contiguous} is durable. Power of two. */
  private long[] ahead = new long[WORDS_INITIAL];

  private long contiguous;
  private long durableAhead;
  private long mark = NOTHING;

  /** Makes a count that continues after {@code start} stanzas. */
  public DurableCount(long start) {
    this.contiguous = start;
  }

  /**
   * Stanza number {@code count}, from 1, is durable; returns whether the mark is reached, which is
   * told once.
   */
  public synchronized boolean settle(long count) {
    if (count <= contiguous) {
      return false;
    }
    if (count == contiguous + 1) {
      contiguous = count;
      while (durableAhead > 0 && take(contiguous + 1)) {
        contiguous++;
      }
    } else {
      put(count);
    }
    if (contiguous >= mark) {
      mark = NOTHING;
      return true;
    }
    return false;
  }

  /** Returns how many stanzas are durable without a gap. */
  public synchronized long count() {
    return contiguous;
  }

  /** Tells whether {@code count} stanzas are durable; where not, the settling of them will tell. */
  public synchronized boolean isReached(long count) {
    if (contiguous >= count) {
      return true;
    }
    mark = Math.min(mark, count);
    return false;
  }

  /** Tells whether a stanza is durable while one before it is not. */
  public synchronized boolean hasGap() {
    return durableAhead > 0;
  }

  private void put(long count) {
    while (count - contiguous > (long) ahead.length * Long.SIZE) {
      grow();
    }
    int word = word(count);
    long bit = 1L << count;
    if ((ahead[word] & bit) == 0) {
      ahead[word] |= bit;
      durableAhead++;
    }
  }

  private boolean take(long count) {
    int word = word(count);
    long bit = 1L << count;
    if ((ahead[word] & bit) == 0) {
      return false;
    }
    ahead[word] &= ~bit;
    durableAhead--;
    return true;
  }

  /** Every bit is at most one ring ahead, so its place in a ring of twice the size is known. */
  private void grow() {
    long[] before = Arrays.copyOf(ahead, ahead.length);
    int bits = before.length * Long.SIZE;
    ahead = new long[before.length * 2];
    for (long count = contiguous + 1; count <= contiguous + bits; count++) {
      if ((before[(int) (count >>> 6) & (before.length - 1)] & (1L << count)) != 0) {
        ahead[word(count)] |= 1L << count;
      }
    }
  }

  private int word(long count) {
    return (int) (count >>> 6) & (ahead.length - 1);
  }
}
