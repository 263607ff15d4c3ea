package org.godwit.session.account;

import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaHead;
import org.jspecify.annotations.Nullable;

/** What the shell must do after a decision. */
sealed interface Effect {

  /**
   * Publishes a record to a gateway's topic.
   *
   * @param gateway id of the gateway
   * @param stream key of the record: a stream that it is for
   * @param message what it says
   */
  record ToGateway(String gateway, String stream, BusMessage message) implements Effect {}

  /**
   * Publishes a stanza that this service made to the owner of an address.
   *
   * @param to the address
   * @param message the stanza
   */
  record ToAddress(Jid to, BusMessage.Incoming message) implements Effect {}

  /**
   * Lets the modules answer an iq request; comes back as {@link AccountInput.Answered}.
   *
   * @param target whom the request is for
   * @param origin the stream that asked; null where a service asked
   * @param head the request's head
   * @param stanza the request
   * @param timeMs when it was published, in milliseconds since 1970
   */
  record AnswerIq(
      TargetKind target, @Nullable Origin origin, StanzaHead head, byte[] stanza, long timeMs)
      implements Effect {}

  /**
   * Stores an offline message.
   *
   * @param row the message
   */
  record PersistOffline(OfflineRow row) implements Effect {}

  /**
   * Deletes an offline message.
   *
   * @param id the message
   * @param delivered whether a client has got it
   */
  record DeleteOffline(OfflineId id, boolean delivered) implements Effect {}

  /** Deletes all offline messages of the account. */
  record DeleteMailbox() implements Effect {}

  /**
   * Loads one batch of offline messages; comes back as {@link AccountInput.Loaded}.
   *
   * @param stream whom they are for
   * @param after the last message that it has got; null for none
   */
  record LoadBacklog(StreamRef stream, @Nullable OfflineId after) implements Effect {}

  /**
   * Asks for {@link AccountInput.RetryLoad} after a while.
   *
   * @param stream whom the messages are for
   */
  record RetryLater(StreamRef stream) implements Effect {}

  /**
   * Asks whether the account exists and how much it has stored; the input is tried again after
   * {@link AccountInput.LookedUp}, and the key's later inputs wait. Stands alone.
   */
  record Lookup() implements Effect {}

  /** Counts a message that was refused because the account's limit is reached. */
  record CountRefused() implements Effect {}
}
