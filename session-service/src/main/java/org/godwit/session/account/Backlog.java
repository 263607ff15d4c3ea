package org.godwit.session.account;

import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;

/**
 * Offline messages on their way to the one stream that gets them.
 *
 * <pre>
 *   (none) --available--&gt; LOADING --last rows--&gt; DRAINING --all delivered--&gt; (none)
 *                          |  ^  |
 *           database absent|  |  |more rows
 *                          v  |  v
 *                      WAITING  SENDING --batch delivered--&gt; LOADING
 * </pre>
 *
 * @param stream the stream
 * @param phase how far it is
 * @param dirty whether messages were stored that the last load may not have seen
 * @param last the last message that was sent; null for none
 */
record Backlog(StreamRef stream, Phase phase, boolean dirty, @Nullable OfflineId last) {

  /** How far the delivery is. */
  enum Phase {
    /** Rows are being read. */
    LOADING,
    /** The database did not answer: read again later, while new messages go their way. */
    WAITING,
    /** A batch is under way and more rows remain. */
    SENDING,
    /** All rows are under way; new messages may follow them. */
    DRAINING
  }

  Backlog to(Phase next) {
    return new Backlog(stream, next, dirty, last);
  }

  Backlog markDirty() {
    return dirty ? this : new Backlog(stream, phase, true, last);
  }

  /** Tells whether a message that came now would overtake older ones on {@code other}. */
  boolean holdsBack(StreamRef other) {
    return (phase == Phase.LOADING || phase == Phase.SENDING) && stream.equals(other);
  }

  /** Tells whether a new owner must know of it: what it does next no input record would tell. */
  boolean isDurable() {
    return phase == Phase.SENDING || phase == Phase.WAITING;
  }
}
