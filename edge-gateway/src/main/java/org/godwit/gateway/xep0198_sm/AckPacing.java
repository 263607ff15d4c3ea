package org.godwit.gateway.xep0198_sm;

/**
 * When to ask a client for an acknowledgement (XEP-0198, sections 4 and 8.2): after a number of
 * stanzas, at once where somebody waits for it, else after a while; never twice before it answers.
 * Not thread-safe; the event loop's. Times are those of {@link System#nanoTime}.
 */
public final class AckPacing {
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final int stanzas;
  private final long timeoutNanos;
  private long asked;
  private boolean isUrgent;
  private boolean isAsking;
  private long sinceNanos;

  /**
   * Makes one that asks after {@code stanzas}.
   *
   * @param sent how many stanzas were written and acknowledged before
   * @param timeoutNanos how long an answer may take; 0 for ever
   */
  public AckPacing(int stanzas, long sent, long timeoutNanos) {
    this.stanzas = stanzas;
    this.asked = sent;
    this.timeoutNanos = timeoutNanos;
  }

  /**
   * A stanza was written.
   *
   * @param isFirst whether nothing was unacknowledged before
   * @param isAwaited whether somebody waits for it to be acknowledged
   */
  public void onWritten(boolean isFirst, boolean isAwaited, long nowNanos) {
    if (isFirst && !isAsking) {
      sinceNanos = nowNanos;
    }
    isUrgent |= isAwaited;
  }

  /** Tells whether to ask after this flush; true means that it is done. */
  public boolean asksAfterFlush(long written, long nowNanos) {
    return (isUrgent || written - asked >= stanzas) && asks(written, nowNanos);
  }

  /** Tells whether to ask because time has passed; true means that it is done. */
  public boolean asksInTime(long acked, long written, long nowNanos) {
    return written > acked && nowNanos - sinceNanos >= PATIENCE_NANOS && asks(written, nowNanos);
  }

  /** Tells whether to ask whatever was written; true means that it is done. */
  public boolean asksNow(long written, long nowNanos) {
    return asks(written, nowNanos);
  }

  /** Tells whether the client owes an answer for too long. */
  public boolean isOverdue(long nowNanos) {
    return isAsking && timeoutNanos > 0 && nowNanos - sinceNanos >= timeoutNanos;
  }

  /** The client acknowledged something: an answer, or of its own accord. */
  public void onAck(long acked, long written, long nowNanos) {
    isAsking = false;
    isUrgent &= acked < written;
    asked = Math.max(asked, acked);
    sinceNanos = nowNanos;
  }

  private boolean asks(long written, long nowNanos) {
    if (isAsking) {
      return false;
    }
    isAsking = true;
    isUrgent = false;
    asked = written;
    sinceNanos = nowNanos;
    return true;
  }
}
