package org.godwit.gateway.drain;

import java.time.Duration;

/**
 * How many streams are to be ended. Pure.
 *
 * @param perSecond how many in one second, at least
 * @param deadline until when all have to be ended
 */
record DrainPace(int perSecond, Duration deadline) {
  /**
   * Returns how many to end now.
   *
   * @param elapsed time since the beginning
   * @param ended how many have been ended
   * @param open how many have not
   */
  int due(Duration elapsed, int ended, int open) {
    Duration left = deadline.minus(elapsed);
    if (!left.isPositive()) {
      return open;
    }
    double steady = perSecond * (elapsed.toMillis() / 1000.0);
    double hurried = (ended + open) * (elapsed.toMillis() / (double) deadline.toMillis());
    long due = (long) Math.ceil(Math.max(steady, hurried)) - ended;
    return Math.clamp(due, 0, open);
  }
}
