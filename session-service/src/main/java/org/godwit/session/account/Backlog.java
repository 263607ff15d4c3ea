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
 *     |another stream has not      |  |  |  |more rows
 *     v given back what it had     |  |  |  v
 *   HELD --it has------------------+  |  SENDING (batch delivered: LOADING)
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
    /** Another stream is parting or not released: what comes back is older than what is stored. */
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
    OPEN,
    /** An owner before has let new messages follow: all rows were under way. */
    LIFTED
  }

  /**
   * What was sent so far.
   *
   * @param dirty whether rows were stored behind the last one, which the last load has not seen
   * @param behind whether rows in front of the last one that was sent are still to be sent
   * @param underWay the rows that were sent and not delivered, by id: receipts of other rows may
   *     come, because a new owner begins anew while those of its predecessor are in the log
   * @param unseen the rows that were stored while a load was under way, which may not see them
   * @param others how many rows of other streams were passed over
   * @param last the last row that was read; null for none
   */
  record Progress(
      boolean dirty,
      boolean behind,
      List<OfflineId> underWay,
      List<OfflineId> unseen,
      int others,
      @Nullable OfflineId last) {
    static final Progress NONE = new Progress(false, false, List.of(), List.of(), 0, null);

    /** With as many it reads anew, once it has sent what it has read. */
    private static final int UNSEEN_MAX = 64;

    Progress {
      underWay = List.copyOf(underWay);
      unseen = List.copyOf(unseen);
    }

    Progress clean() {
      return dirty || !unseen.isEmpty()
          ? new Progress(false, behind, underWay, List.of(), others, last)
          : this;
    }

    /** Older rows are to be sent than those that were read. */
    Progress toBehind() {
      return new Progress(dirty, true, underWay, unseen, others, last);
    }

    /**
     * Takes the rows that a load has found.
     *
     * @param mine those that are sent now
     * @param passed how many more are for other streams
     * @param read the last one that was read; null for none
     */
    Progress read(List<OfflineId> mine, int passed, @Nullable OfflineId read) {
      List<OfflineId> open = new ArrayList<>(underWay);
      open.addAll(mine);
      boolean after = false;
      boolean before = behind || unseen.size() >= UNSEEN_MAX;
      for (OfflineId id : unseen) {
        if (!mine.contains(id)) {
          boolean isRead = read != null && isAtOrBefore(id, read);
          before |= isRead;
          after |= !isRead;
        }
      }
      return new Progress(after, before, open, List.of(), others + passed, read);
    }

    /** Takes the receipt of {@code id}; returns this where that is not under way. */
    Progress delivered(OfflineId id) {
      int at = underWay.indexOf(id);
      if (at < 0) {
        return this;
      }
      List<OfflineId> rest = new ArrayList<>(underWay);
      rest.remove(at);
      return new Progress(dirty, behind, rest, unseen, others, last);
    }

    private Progress noted(OfflineId id) {
      boolean before = last != null && isAtOrBefore(id, last);
      if (before ? behind : dirty) {
        return this;
      }
      return new Progress(dirty || !before, behind || before, underWay, unseen, others, last);
    }

    private Progress notedWhileLoading(OfflineId id) {
      if (behind || unseen.size() >= UNSEEN_MAX || unseen.contains(id)) {
        return this;
      }
      if (last != null && isAtOrBefore(id, last)) {
        return toBehind();
      }
      List<OfflineId> next = new ArrayList<>(unseen);
      next.add(id);
      return new Progress(dirty, false, underWay, next, others, last);
    }

    private static boolean isAtOrBefore(OfflineId id, OfflineId other) {
      return id.offset() < other.offset()
          || (id.offset() == other.offset() && id.index() <= other.index());
    }
  }

  /** Makes one that takes what is anybody's. */
  Backlog(StreamRef stream, Phase phase, boolean dirty, @Nullable OfflineId last) {
    this(stream, phase, true, Hold.NONE, new Progress(dirty, false, List.of(), List.of(), 0, last));
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
   * Brings what is anybody's as well from now on. Older rows may have been passed over: it begins
   * anew when those under way are through.
   */
  Backlog widened() {
    return new Backlog(stream, phase, true, hold, progress.toBehind());
  }

  /** Reads on behind the last row, or anew where older ones are behind. */
  Backlog loading() {
    return new Backlog(
        stream, Phase.LOADING, shared, hold, progress.behind() ? Progress.NONE : progress.clean());
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
    Progress next =
        phase == Phase.LOADING ? progress.notedWhileLoading(row.id()) : progress.noted(row.id());
    return next == progress ? this : with(next);
  }

  /** Tells whether a message that came now would overtake older ones. */
  boolean holdsBack() {
    return switch (phase) {
      case SENDING -> hold != Hold.LIFTED;
      case DRAINING -> progress.behind();
      case HELD, LOADING, WAITING -> hold != Hold.OPEN && hold != Hold.LIFTED;
    };
  }

  /** Tells whether all rows are under way, so that new messages may follow them. */
  boolean isFollowed() {
    return phase == Phase.DRAINING ? !progress.behind() : hold == Hold.LIFTED;
  }

  /**
   * Tells whether a new owner must know of it: because it holds new messages back, or because what
   * is anybody's is under way to this stream and to no other.
   */
  boolean isDurable() {
    return shared || !isFollowed();
  }

  /** Tells whether a new owner, who begins anew, would do the same for both. */
  boolean isDurablySame(Backlog other) {
    return stream.equals(other.stream)
        && shared == other.shared
        && isFollowed() == other.isFollowed();
  }
}
