package org.godwit.session.account;

import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.jspecify.annotations.Nullable;

/**
 * How a session hangs on its gateway. Immutable.
 *
 * @param phase how the stream stands
 * @param sinceMs when its connection was lost, in milliseconds since 1970; 0 where live
 * @param released whether nothing of it is under way any more
 * @param unshared whether the store may hold what was kept for it alone, now that it has ended
 * @param epoch start of its gateway in milliseconds since 1970; -1 where its id tells none
 * @param awaited start of its gateway whose {@code GatewayDrained} releases it, because the one
 *     that held it is gone and what is said of the stream alone may be a repetition; -1 for none
 * @param returned what came back and went another way
 * @param request the stream that waits to resume it; null for none
 * @param by id of the stream that brought it to its gateway: its own, or that of the one that
 *     resumed it last
 */
record Attachment(
    StreamPhase phase,
    long sinceMs,
    boolean released,
    boolean unshared,
    long epoch,
    long awaited,
    ReturnedStanzas returned,
    @Nullable ResumeRequest request,
    String by) {

  static Attachment live(long epoch, String by) {
    return new Attachment(
        StreamPhase.LIVE, 0, false, false, epoch, -1, ReturnedStanzas.NONE, null, by);
  }

  /** Returns the gateway's start that a stream's id tells; -1 where it tells none. */
  static long epochOf(String streamId) {
    int dash = streamId.indexOf('-');
    if (dash <= 0) {
      return -1;
    }
    try {
      return Long.parseLong(streamId, 0, dash, 36);
    } catch (NumberFormatException e) {
      // Not an id of any gateway that this gateway can still be.
      return -1;
    }
  }

  Attachment toDetached(long nowMs) {
    return new Attachment(
        StreamPhase.DETACHED, nowMs, false, false, epoch, awaited, returned, request, by);
  }

  Attachment toParting(boolean mayHaveRows) {
    return new Attachment(
        StreamPhase.PARTING, sinceMs, released, mayHaveRows, epoch, awaited, returned, null, by);
  }

  Attachment toReleased() {
    return new Attachment(phase, sinceMs, true, unshared, epoch, awaited, returned, request, by);
  }

  /** Its gateway is gone since the start at {@code start}. */
  Attachment toAwaiting(long start) {
    return new Attachment(
        phase, sinceMs, released, unshared, epoch, Math.max(awaited, start), returned, request, by);
  }

  Attachment toShared() {
    return new Attachment(phase, sinceMs, released, false, epoch, awaited, returned, request, by);
  }

  Attachment withRequest(@Nullable ResumeRequest next) {
    return new Attachment(phase, sinceMs, released, unshared, epoch, awaited, returned, next, by);
  }

  /** Tells whether this answers what was asked of this attachment, and not of one before it. */
  boolean isMeantBy(StreamReleased answer) {
    return answer.attached().isEmpty() || answer.attached().equals(by);
  }

  /** Tells whether the difference to {@code other} may be written later. */
  boolean isSameButReturns(Attachment other) {
    return withReturned(ReturnedStanzas.NONE).equals(other.withReturned(ReturnedStanzas.NONE));
  }

  Attachment withReturned(ReturnedStanzas next) {
    return new Attachment(phase, sinceMs, released, unshared, epoch, awaited, next, request, by);
  }
}
