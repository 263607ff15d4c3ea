package org.godwit.gateway.bosh;

/**
 * Which request ids may come now (XEP-0124, section 14). Pure but for its own field; one thread.
 */
public final class RidWindow {
  /** What a request id is. */
  public enum Place {
    /** The next one, or one that follows it closely. */
    NEW,
    /** One that was taken already. */
    REPEATED,
    /** None that may come. */
    OUTSIDE
  }

  private final int size;
  private long last;

  /**
   * @param first the request id that began the session
   * @param size how many requests may be unanswered at once
   */
  public RidWindow(long first, int size) {
    this.last = first;
    this.size = size;
  }

  /** Returns what {@code rid} is; one more may come where it pauses or ends (section 11). */
  public Place place(long rid, boolean isLastWord) {
    if (rid <= last) {
      return Place.REPEATED;
    }
    return rid - last <= size + (isLastWord ? 1 : 0) ? Place.NEW : Place.OUTSIDE;
  }

  /** Returns the request id that is taken next. */
  public long next() {
    return last + 1;
  }

  /** Returns the last request id that was taken. */
  public long last() {
    return last;
  }

  /** The next request is taken. */
  public void advance() {
    last++;
  }
}
