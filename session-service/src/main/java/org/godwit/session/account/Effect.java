package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.roster.RosterChange;
import org.jspecify.annotations.Nullable;

/** What the shell must do after a decision. */
sealed interface Effect {

  /**
   * Publishes a record to a gateway's topic.
   *
   * @param gateway id of the gateway
   * @param key key of the record: a stream that it is for, or the account
   * @param message what it says
   */
  record ToGateway(String gateway, String key, BusMessage message) implements Effect {}

  /**
   * Publishes a record to a gateway's topic once all that the account did before is durable.
   *
   * @param then the record
   */
  record AfterAll(ToGateway then) implements Effect {}

  /**
   * Publishes a stanza to the owner of an address.
   *
   * @param to the address
   * @param message the stanza
   */
  record ToAddress(Jid to, BusMessage.Incoming message) implements Effect {}

  /**
   * Publishes a record to the account's own owner: what time has brought about must have its place
   * in the log, so that a new owner decides all that follows in the same way.
   *
   * @param message what it says
   */
  record ToSelf(BusMessage message) implements Effect {}

  /**
   * Lets the modules answer an iq request; comes back as {@link AccountInput.Answered}.
   *
   * @param target whom the request is for
   * @param asked the request
   */
  record AnswerIq(TargetKind target, StanzaInput asked) implements Effect {}

  /**
   * Finds out what a resource wants to be notified of, and what it missed; comes back as {@link
   * AccountInput.Discovered}.
   *
   * @param stream its stream
   * @param resource its full JID
   * @param caps what its presence says
   * @param answer what it answered when it was asked; null where it was not
   */
  record Discover(StreamRef stream, Jid resource, CapsHash caps, @Nullable XmlElement answer)
      implements Effect {}

  /**
   * Finds out what a contact may know of the account, which has no session; comes back as {@link
   * AccountInput.AbsenceFound}.
   *
   * @param contact who has probed
   */
  record ReadAbsence(Jid contact) implements Effect {}

  /**
   * Notes that the account's last available resource has gone.
   *
   * @param atMs when, in milliseconds since 1970
   * @param status the status that it left with; null for none
   */
  record NoteGone(long atMs, @Nullable String status) implements Effect {}

  /**
   * Stores an offline message.
   *
   * @param row the message
   */
  record PersistOffline(OfflineRow row) implements Effect {}

  /**
   * Archives a message.
   *
   * @param row the message
   */
  record PersistArchive(ArchiveRow row) implements Effect {}

  /**
   * Deletes an offline message.
   *
   * @param id the message
   * @param delivered whether a client has got it
   */
  record DeleteOffline(OfflineId id, boolean delivered) implements Effect {}

  /** Deletes all offline messages of the account, and its archive. */
  record DeleteMailbox() implements Effect {}

  /**
   * Keeps an offline message that was anybody's for one stream.
   *
   * @param id the message
   * @param stream the only stream
   */
  record MarkOffline(OfflineId id, String stream) implements Effect {}

  /**
   * Makes an offline message that was kept for a stream anybody's.
   *
   * @param id the message
   * @param stream the stream
   */
  record UnmarkOffline(OfflineId id, String stream) implements Effect {}

  /**
   * Deletes what was kept for a stream and its client has got all the same.
   *
   * @param stream id of the stream
   * @param offset offset of the record that brought it
   * @param index which row of that record
   */
  record DeleteKept(String stream, long offset, int index) implements Effect {}

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
   * Asks for {@link AccountInput.HoldOver} when new messages have waited for long enough.
   *
   * @param stream whom they are for
   */
  record HoldTimer(StreamRef stream) implements Effect {}

  /**
   * Asks for {@link AccountInput.Again} after a while; the record is not done until then.
   *
   * @param record the record
   */
  record TryAgain(InboundRecord record) implements Effect {}

  /** Asks for {@link AccountInput.ContactsDue} after a while. */
  record ContactsTimer() implements Effect {}

  /**
   * Loads what was kept for a stream that has ended; comes back as {@link AccountInput.Kept}.
   *
   * @param stream the stream
   */
  record LoadKept(StreamRef stream) implements Effect {}

  /**
   * Asks for {@link AccountInput.RetryKept} after a while.
   *
   * @param stream the stream
   */
  record RetryKeptLater(StreamRef stream) implements Effect {}

  /**
   * Asks for {@link AccountInput.ReleaseAgain} when the log was surely repeated.
   *
   * @param stream the stream that was not released
   */
  record ReleaseTimer(StreamRef stream) implements Effect {}

  /**
   * Asks for {@link AccountInput.ResumptionOver} when the time is over.
   *
   * @param stream the detached stream
   * @param sinceMs since when, in milliseconds since 1970
   * @param maxSeconds for how long it may be resumed
   */
  record ResumptionTimer(StreamRef stream, long sinceMs, int maxSeconds) implements Effect {}

  /**
   * Asks whether the account exists and how much it has stored; the input is tried again after
   * {@link AccountInput.LookedUp}, and the key's later inputs wait. Stands alone.
   */
  record Lookup() implements Effect {}

  /**
   * Asks whom the account knows and shuts out, as {@link Lookup} does; comes back as {@link
   * AccountInput.ContactsFound}. Stands alone.
   */
  record LookupContacts() implements Effect {}

  /**
   * Writes a change of the roster.
   *
   * @param change the change
   */
  record PersistRoster(RosterChange change) implements Effect {}

  /**
   * Writes all privacy lists.
   *
   * @param privacy the lists
   */
  record PersistPrivacy(Privacy privacy) implements Effect {}

  /** Deletes roster and privacy lists. */
  record DeleteContacts() implements Effect {}

  /**
   * Counts something.
   *
   * @param what what has happened
   */
  record Count(Event what) implements Effect {}

  /** What is counted. */
  enum Event {
    /** A message was refused because the account's limit is reached. */
    REFUSED,
    /** A copy of what a stream sent has come, and nothing else needs it. */
    SENT_COPY,
    /** New messages went past stored ones that could not be read for too long. */
    HOLD_OVER,
    /** More came back of a stream than may be kept for it, so it cannot be resumed. */
    TOO_MANY_RETURNED
  }
}
