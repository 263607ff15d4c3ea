package org.godwit.bus;

import java.time.Duration;

/**
 * How far reading one topic may run ahead of its commits.
 *
 * @param commitInterval how long finished records may stay uncommitted, 1ms to 1m; it bounds what a
 *     killed owner repeats
 * @param maxUnfinished unfinished records of one partition at which reading it pauses, 1 to
 *     1000000; it goes on at half of that
 */
public record ReadLimits(Duration commitInterval, int maxUnfinished) {

  /** Refuses what is out of range. */
  public ReadLimits {
    if (commitInterval.toNanos() < 1_000_000
        || commitInterval.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "commit interval is " + commitInterval + "; allowed is 1ms to 1m");
    }
    if (maxUnfinished < 1 || maxUnfinished > 1_000_000) {
      throw new IllegalArgumentException(
          "max unfinished is " + maxUnfinished + "; allowed is 1 to 1000000");
    }
  }
}
