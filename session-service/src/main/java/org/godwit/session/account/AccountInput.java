package org.godwit.session.account;

import java.util.List;
import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** What an account's owner reacts to. */
sealed interface AccountInput {

  /**
   * A record of the account's key, or one for all keys.
   *
   * @param record the record
   */
  record Arrived(InboundRecord record) implements AccountInput {}

  /**
   * What {@link Effect.Lookup} found; the input that asked follows.
   *
   * @param exists whether the account exists
   * @param stored how many offline messages it has; -1 where the database did not say
   * @param nowMs the time of the input that asked
   */
  record LookedUp(boolean exists, int stored, long nowMs) implements AccountInput {}

  /**
   * What {@link Effect.LoadBacklog} found.
   *
   * @param stream the stream it was asked for
   * @param rows the rows in order, at most one batch
   */
  record Loaded(StreamRef stream, List<OfflineRow> rows) implements AccountInput {}

  /**
   * The database did not answer {@link Effect.LoadBacklog}.
   *
   * @param stream the stream it was asked for
   */
  record LoadFailed(StreamRef stream) implements AccountInput {}

  /**
   * It is time to ask again.
   *
   * @param stream the stream
   */
  record RetryLoad(StreamRef stream) implements AccountInput {}

  /**
   * What the modules answer to {@link Effect.AnswerIq}.
   *
   * @param origin the stream that asked; null where a service asked
   * @param head the request's head
   * @param request the request
   * @param reply the answer
   * @param removed whether the request has removed the account
   */
  record Answered(
      @Nullable Origin origin, StanzaHead head, XmlElement request, Reply reply, boolean removed)
      implements AccountInput {}
}
