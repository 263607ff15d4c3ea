package org.godwit.auth.attempts;

/** How long somebody waits who has failed. Pure. */
final class DelayRules {

  private DelayRules() {}

  /**
   * Returns the wait after {@code failures} in a row: none up to {@code free}, then {@code first},
   * twice as long with each further one, at most {@code most}.
   *
   * @param free failures without a wait; 0 for no limit at all
   */
  static long waitNanos(int failures, int free, long first, long most) {
    if (free == 0 || failures <= free) {
      return 0;
    }
    int doublings = failures - free - 1;
    return doublings >= Long.numberOfLeadingZeros(first) - 1
        ? most
        : Math.min(most, first << doublings);
  }
}
