package org.godwit.it.chaos;

import java.util.Arrays;
import java.util.List;

/** How long conversations are silent around the death of a process. Pure. */
final class Takeovers {

  private static final double PERCENTILE = 0.99;

  private Takeovers() {}

  /**
   * A kill and the time that belongs to it.
   *
   * @param atMs when the process was killed
   * @param untilMs when the next fault began or everything was well again
   */
  record Kill(long atMs, long untilMs) {}

  /**
   * Returns the longest silence around one kill: the longest time between two receipts of one
   * conversation of which the second is after the kill and the first before the end of its time.
   * What lasts beyond that end counts up to it: the rest belongs to the next fault.
   *
   * @param receipts for each conversation when its stanzas were received, ascending
   */
  static long longestSilence(List<long[]> receipts, Kill kill) {
    long longest = 0;
    for (long[] times : receipts) {
      for (int i = 1; i < times.length; i++) {
        if (times[i] > kill.atMs() && times[i - 1] < kill.untilMs()) {
          longest = Math.max(longest, Math.min(times[i], kill.untilMs()) - times[i - 1]);
        }
      }
    }
    return longest;
  }

  /** Returns the 99th percentile of the longest silences of all kills, or -1 without a kill. */
  static long percentile99(List<long[]> receipts, List<Kill> kills) {
    if (kills.isEmpty()) {
      return -1;
    }
    long[] silences = kills.stream().mapToLong(kill -> longestSilence(receipts, kill)).toArray();
    Arrays.sort(silences);
    return silences[(int) Math.ceil(silences.length * PERCENTILE) - 1];
  }
}
