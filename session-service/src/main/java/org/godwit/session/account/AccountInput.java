package org.godwit.session.account;

import java.util.List;
import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.roster.Absence;
import org.jspecify.annotations.Nullable;

/** What an account's owner reacts to. */
sealed interface AccountInput {

  /**
   * A record of the account's key, or one for all keys.
   *
   * @param record the record
   */
  record Arrived(InboundRecord record) implements AccountInput {}

  /** The state was read from the state topic: what it waits for is asked for again. */
  record Restored() implements AccountInput {}

  /**
   * What {@link Effect.Lookup} found; the input that asked follows.
   *
   * @param exists whether the account exists
   * @param stored how many offline messages it has; -1 where the database did not say
   * @param nowMs the time of the input that asked
   */
  record LookedUp(boolean exists, int stored, long nowMs) implements AccountInput {}

  /**
   * What {@link Effect.LookupContacts} found; the input that asked follows.
   *
   * @param contacts whom the account knows
   */
  record ContactsFound(Contacts contacts) implements AccountInput {}

  /**
   * A record is tried again ({@link Effect.TryAgain}).
   *
   * @param record the record
   * @param nowMs the time, in milliseconds since 1970
   */
  record Again(InboundRecord record, long nowMs) implements AccountInput {}

  /**
   * It is time to read again what could not be read ({@link Effect.ContactsTimer}).
   *
   * @param nowMs the time, in milliseconds since 1970
   */
  record ContactsDue(long nowMs) implements AccountInput {}

  /**
   * What {@link Effect.LoadBacklog} found.
   *
   * @param stream the stream it was asked for
   * @param rows the rows in order, at most one batch
   * @param handled the last record that rows may be of
   * @param nowMs when they were read, in milliseconds since 1970; 0 where nothing expires
   */
  record Loaded(StreamRef stream, List<OfflineRow> rows, long handled, long nowMs)
      implements AccountInput {
    /** Makes one of which nothing expires. */
    Loaded(StreamRef stream, List<OfflineRow> rows, long handled) {
      this(stream, rows, handled, 0);
    }

    /** Makes one whose rows may be of any record. */
    Loaded(StreamRef stream, List<OfflineRow> rows) {
      this(stream, rows, Long.MAX_VALUE);
    }
  }

  /**
   * The database did not answer {@link Effect.LoadBacklog}.
   *
   * @param stream the stream it was asked for
   */
  record LoadFailed(StreamRef stream) implements AccountInput {}

  /**
   * The end of a load, which counts only where no other of the same stream has begun since. The
   * shell takes it apart.
   *
   * @param number the load
   * @param result what it found
   */
  record OfLoad(int number, AccountInput result) implements AccountInput {}

  /**
   * It is time to ask again.
   *
   * @param stream the stream
   */
  record RetryLoad(StreamRef stream) implements AccountInput {}

  /**
   * New messages have waited for long enough.
   *
   * @param stream the stream they are for
   */
  record HoldOver(StreamRef stream) implements AccountInput {}

  /**
   * What {@link Effect.LoadKept} found.
   *
   * @param stream the stream it was asked for
   * @param rows the rows in order, at most one batch
   */
  record Kept(StreamRef stream, List<OfflineRow> rows) implements AccountInput {}

  /**
   * The database did not answer {@link Effect.LoadKept}.
   *
   * @param stream the stream it was asked for
   */
  record KeptFailed(StreamRef stream) implements AccountInput {}

  /**
   * It is time to ask again for what was kept.
   *
   * @param stream the stream
   */
  record RetryKept(StreamRef stream) implements AccountInput {}

  /**
   * A stream's gateway has not given back what it has.
   *
   * @param stream the stream
   */
  record ReleaseAgain(StreamRef stream) implements AccountInput {}

  /**
   * A detached stream may be resumed no longer.
   *
   * @param stream the stream
   * @param sinceMs when it was detached, in milliseconds since 1970
   */
  record ResumptionOver(StreamRef stream, long sinceMs) implements AccountInput {}

  /**
   * What {@link Effect.Discover} found.
   *
   * @param stream the stream it was asked for
   * @param caps what its presence said
   * @param nodes nodes that it asks for; null where the resource must be asked
   * @param latest what it missed
   */
  record Discovered(
      StreamRef stream, CapsHash caps, @Nullable List<String> nodes, List<OutgoingStanza> latest)
      implements AccountInput {}

  /**
   * What {@link Effect.ReadAbsence} found.
   *
   * @param contact who has probed
   * @param absence what it may know; null where the database did not answer
   */
  record AbsenceFound(Jid contact, @Nullable Absence absence) implements AccountInput {}

  /**
   * What the modules answer to {@link Effect.AnswerIq}.
   *
   * @param asked the request as it came
   * @param request its tree
   * @param reply the answer
   * @param removed whether the request has removed the account
   * @param ended which sessions the request has ended; null for none
   */
  record Answered(
      StanzaInput asked, XmlElement request, Reply reply, boolean removed, @Nullable Ending ended)
      implements AccountInput {}

  /**
   * Sessions that an administrator has ended.
   *
   * @param resource the only one; null for all of the account
   */
  record Ending(@Nullable String resource) {
    static final Ending ALL = new Ending(null);
  }
}
