package org.godwit.gateway.throttle;

/**
 * How much of one kind a connection may carry; read and written count apart, each against the same
 * numbers.
 *
 * @param perMinute how much in one minute of the clock; 0 for any
 * @param total how much in the connection's life; 0 for any
 * @param action what becomes of a connection past that
 */
public record TrafficLimit(long perMinute, long total, Action action) {
  /** No limit. */
  public static final TrafficLimit NONE = new TrafficLimit(0, 0, Action.DISC);

  /** What becomes of a connection that is past a limit. */
  public enum Action {
    /** It ends. */
    DISC,
    /** Its stanzas are refused until the minute is over. */
    DROP
  }

  boolean isPast(long inMinute, long inLife) {
    return (perMinute > 0 && inMinute > perMinute) || (total > 0 && inLife > total);
  }
}
