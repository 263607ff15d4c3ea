package org.godwit.gateway.delivery;

import org.godwit.bus.Completion;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.jspecify.annotations.Nullable;

/**
 * A request to give a stream up that is to be answered (docs/stream-lifecycle.md, section 1). A new
 * owner repeats what its predecessor asked, so there may be several for one stream. Immutable.
 *
 * @param request what the owner says
 * @param completion to be completed once the answer is durable
 * @param earlier the one before it that is not answered either; null for none
 */
public record PendingRelease(
    StreamRelease request, Completion completion, @Nullable PendingRelease earlier) {

  /** Returns this one behind {@code before}; null for none. */
  public PendingRelease after(@Nullable PendingRelease before) {
    return new PendingRelease(request, completion, before);
  }
}
