package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;

/**
 * Stored messages on their way to one stream. Immutable.
 *
 * <pre>
 *   (none) --available, resumed--&gt; LOADING --last rows--&gt; DRAINING --all delivered--&gt; (none)
 *     |                            ^  |  ^  |
 *     |another stream is parting   |  |  |  |more rows
 *     v                            |  |  |  v
 *   HELD --it has parted-----------+  |  SENDING (batch delivered: LOADING)
 *                                     |database absent
 *                                     v
 *                                  WAITING (later: LOADING)
 * </pre>
 *
 * @param stream the stream
 * @param phase how far it is
 * @param shared whether it takes what is anybody's, beside what was kept for the stream alone; at
 *     most one of an account's
 * @param hold whether new messages may pass while it waits
 * @param progress what it has sent
 */
record Backlog(StreamRef stream, Phase phase, boolean shared, Hold hold, Progress progress) {

  /** How far the delivery is. */
  enum Phase {
    /** Another stream of the account is parting: what comes back is older than what is stored. */
    HELD,
    /** Rows are being read. */
    LOADING,
    /** The database did not answer: read again later. */
    WAITING,
    /** A batch is under way and more rows remain. */
    SENDING,
    /** All rows are under way; new messages may follow them, unless older rows are still behind. */
    DRAINING
  }

  /** How long new messages wait behind the stored ones. */
  enum Hold {
    /** For as long as it takes. */
    NONE,
    /** A limit is running. */
    ARMED,
    /** It has passed: new messages go their way. */
    OPEN
  }

  /**
   * What was sent so far.
   *
   * @param dirty whether rows were stored that the last load may not have seen
   * @param behind whether rows in front of the last one that was sent are still to be sent
   * @param underWay the rows that were sent and not delivered, by id: receipts of other rows may
   *     come, because a new owner begins anew while those of its predecessor are in the log
   * @param others how many rows of other streams were passed over
   * @param last the last row that was sent; null for none
   */
  record Progress(
      boolean dirty,
      boolean behind,
      List<OfflineId> underWay,
      int others,
      @Nullable OfflineId last) {
    static final Progress NONE = new Progress(false, false, List.of(), 0, null);

    Progress {
      underWay = List.copyOf(underWay);
    }

    Progress clean() {
      return dirty ? new Progress(false, behind, underWay, others, last) : this;
    }

    /** Takes the receipt of {@code id}; returns this where that is not under way. */
    Progress delivered(OfflineId id) {
      int at = underWay.indexOf(id);
      if (at < 0) {
        return this;
      }
      List<OfflineId> rest = new ArrayList<>(underWay);
      rest.remove(at);
      return new Progress(dirty, behind, rest, others, last);
    }

    private Progress noted(OfflineId id) {
      boolean before = last != null && isAtOrBefore(id, last);
      if (before ? behind : dirty) {
        return this;
      }
      return new Progress(dirty || !before, behind || before, underWay, others, last);
    }

    private static boolean isAtOrBefore(OfflineId id, OfflineId other) {
      return id.offset() < other.offset()
          || (id.offset() == other.offset() && id.index() <= other.index());
    }
  }

  /** Makes one that takes what is anybody's. */
  Backlog(StreamRef stream, Phase phase, boolean dirty, @Nullable OfflineId last) {
    this(stream, phase, true, Hold.NONE, new Progress(dirty, false, List.of(), 0, last));
  }

  static Backlog of(StreamRef stream, Phase phase, boolean shared) {
    return new Backlog(stream, phase, shared, Hold.NONE, Progress.NONE);
  }

  Backlog to(Phase next) {
    return new Backlog(stream, next, shared, hold, progress);
  }

  Backlog with(Hold next) {
    return new Backlog(stream, phase, shared, next, progress);
  }

  Backlog with(Progress next) {
    return new Backlog(stream, phase, shared, hold, next);
  }

  Backlog with(boolean nextShared) {
    return new Backlog(stream, phase, nextShared, hold, progress);
  }

  /**
   * Brings what is anybody's as well from now on. Where rows were sent already, older ones may have
   * been passed over: they are behind, and it begins anew when those under way are through.
   */
  Backlog widened() {
    Progress next =
        progress.last() == null
            ? progress
            : new Progress(
                progress.dirty(), true, progress.underWay(), progress.others(), progress.last());
    return new Backlog(stream, phase, true, hold, next);
  }

  boolean dirty() {
    return progress.dirty();
  }

  @Nullable OfflineId last() {
    return progress.last();
  }

  /** Tells whether this backlog brings {@code row}. */
  boolean takes(OfflineRow row) {
    return row.stream() == null ? shared : stream.stream().equals(row.stream());
  }

  /** Notes that {@code row} was stored, which the last load may not have seen. */
  @SuppressWarnings("ReferenceEquality")
  Backlog noted(OfflineRow row) {
    if (!shared && !takes(row)) {
      return this;
    }
    Progress next = progress.noted(row.id());
    return next == progress ? this : with(next);
  }

  /** Tells whether a message that came now would overtake older ones. */
  boolean holdsBack() {
    return switch (phase) {
      case SENDING -> true;
      case DRAINING -> progress.behind();
      case HELD, LOADING, WAITING -> hold != Hold.OPEN;
    };
  }

  /** Tells whether a new owner must know of it, because it holds new messages back. */
  boolean isDurable() {
    return phase != Phase.DRAINING || progress.behind();
  }

  /** Tells whether a new owner, who begins anew, would do the same for both. */
  boolean isDurablySame(Backlog other) {
    return stream.equals(other.stream) && shared == other.shared;
  }
}
