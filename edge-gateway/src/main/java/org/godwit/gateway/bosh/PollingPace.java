package org.godwit.gateway.bosh;

/**
 * Tells whether a client asks too often (XEP-0124, sections 11 and 12). Pure but for its own
 * fields; one thread.
 */
public final class PollingPace {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final BoshTerms terms;
  private boolean wasEmpty;
  private boolean gotNothing;
  private long lastNanos;

  /** Makes one for a session whose first request has been taken. */
  public PollingPace(BoshTerms terms, long nowNanos) {
    this.terms = terms;
    this.lastNanos = nowNanos;
  }

  /**
   * A new request came; returns whether it came too soon.
   *
   * @param isEmpty whether it has no payload and no other purpose
   * @param unanswered how many requests, this one too, have no answer
   */
  public boolean isTooFast(boolean isEmpty, int unanswered, long nowNanos) {
    boolean soon = nowNanos - lastNanos < terms.pollingSeconds() * NANOS_PER_SECOND;
    boolean isIdle =
        terms.isPolling() ? wasEmpty && gotNothing : wasEmpty && unanswered >= terms.requests();
    wasEmpty = isEmpty;
    gotNothing = false;
    lastNanos = nowNanos;
    return isEmpty && soon && isIdle;
  }

  /** The last request was answered without a payload. */
  public void onEmptyAnswer() {
    gotNothing = true;
  }
}
