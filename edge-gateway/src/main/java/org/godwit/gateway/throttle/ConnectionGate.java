package org.godwit.gateway.throttle;

/**
 * Lets a number of connections in each second of the clock; those that are turned away count, too.
 * Any thread.
 */
public final class ConnectionGate {
  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private long second = Long.MIN_VALUE;
  private int came;

  /**
   * @param perSecond how many; 0 for any number
   */
  public ConnectionGate(int perSecond) {
    this.perSecond = perSecond;
  }

  /** A connection came at {@code nowNanos}; tells whether it may stay. */
  public synchronized boolean admits(long nowNanos) {
    if (perSecond == 0) {
      return true;
    }
    long now = Math.floorDiv(nowNanos, SECOND);
    if (now != second) {
      second = now;
      came = 0;
    }
    came++;
    return came <= perSecond;
  }
}
