package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.StreamCounts;

/**
 * A session's stream management (XEP-0198). Immutable.
 *
 * @param resumable whether the client may resume the stream
 * @param maxSeconds for how long after the loss of its connection, in seconds
 * @param counts how far both directions are known to be
 * @param returned what came back, from offsets above {@code counts.outOffset()}, of what came back:
 *     stanza number {@code counts.out()} + 1 and those after it
 * @param delivered rows that the client has acknowledged last
 * @param floors how far the stream had come in the topics of gateways that held it before
 */
record ManagedStream(
    boolean resumable,
    int maxSeconds,
    StreamCounts counts,
    ReturnedStanzas returned,
    RecentRows delivered,
    List<TopicFloor> floors) {

  private static final int FLOORS_MAX = 8;

  ManagedStream {
    floors = List.copyOf(floors);
  }

  static ManagedStream enabled(boolean resumable, int maxSeconds, long outOffset) {
    return new ManagedStream(
        resumable,
        maxSeconds,
        new StreamCounts(0, 0, outOffset),
        ReturnedStanzas.NONE,
        RecentRows.NONE,
        List.of());
  }

  /**
   * Takes newer counts; older ones change nothing. An offset counts only with what it was
   * acknowledged with: a gateway that was told of a resumption too late names where it was told.
   */
  ManagedStream counted(StreamCounts now) {
    boolean more = now.out() > counts.out();
    if (!more && now.in() <= counts.in()) {
      return this;
    }
    StreamCounts next =
        new StreamCounts(
            Math.max(counts.in(), now.in()),
            more ? now.out() : counts.out(),
            more ? Math.max(counts.outOffset(), now.outOffset()) : counts.outOffset(),
            Math.max(counts.source(), now.source()));
    return new ManagedStream(
        resumable, maxSeconds, next, returned.above(next.outOffset()), delivered, floors);
  }

  /** Tells whether the client is known to have this one, or whether it came back before. */
  boolean isKnown(long gatewayOffset) {
    return gatewayOffset >= 0
        && (gatewayOffset <= counts.outOffset() || returned.contains(gatewayOffset));
  }

  /** Tells whether the client has it since the stream was resumed last. */
  boolean isAcknowledged(Undelivered m) {
    return m.gatewayOffset() <= counts.outOffset()
        && m.gatewayOffset() > floorIn(m.stream().gateway());
  }

  /** Notes a row that the client has acknowledged. */
  ManagedStream withDelivered(OfflineId row) {
    RecentRows next = delivered.with(ReturnedStanzas.rowOf(row));
    return new ManagedStream(resumable, maxSeconds, counts, returned, next, floors);
  }

  /**
   * Tells whether what came back is what an owner has sent again although the client had
   * acknowledged it: it does not count among what the client was sent.
   */
  private boolean isRepeated(Undelivered m, OfflineId row) {
    long number = ReturnedStanzas.rowOf(row);
    if (m.receipt() != null) {
      return delivered.contains(number);
    }
    return m.source() != null
        && !m.source().again()
        && (m.source().offset() <= counts.source()
            || returned.isRepeated(m.gatewayOffset(), number));
  }

  /** Adds a row that came back, where it does not repeat another. */
  ManagedStream withReturned(Undelivered m, OfflineId row) {
    long at = m.gatewayOffset();
    ReturnedStanzas next =
        isRepeated(m, row) ? returned.seen(at) : returned.with(at, ReturnedStanzas.rowOf(row));
    return new ManagedStream(resumable, maxSeconds, counts, next, delivered, floors);
  }

  /** Returns the highest offset that counts as settled in the topic of {@code gateway}. */
  long floorIn(String gateway) {
    for (int i = 0; i < floors.size(); i++) {
      if (floors.get(i).gateway().equals(gateway)) {
        return floors.get(i).offset();
      }
    }
    return -1;
  }

  /**
   * Goes on at another gateway, or at the same, after the client has handled {@code out}. What is
   * sent live from now on is later than all that was sent before.
   */
  ManagedStream resumed(String from, String to, long out) {
    List<TopicFloor> next = new ArrayList<>(floors.size() + 1);
    for (TopicFloor floor : floors) {
      if (!floor.gateway().equals(from)) {
        next.add(floor);
      }
    }
    next.add(new TopicFloor(from, Math.max(counts.outOffset(), returned.highest())));
    if (next.size() > FLOORS_MAX) {
      next.removeFirst();
    }
    long source = Math.max(counts.source(), returned.latestSource());
    ManagedStream moved =
        new ManagedStream(resumable, maxSeconds, counts, ReturnedStanzas.NONE, delivered, next);
    return new ManagedStream(
        resumable,
        maxSeconds,
        new StreamCounts(counts.in(), out, moved.floorIn(to), source),
        ReturnedStanzas.NONE,
        RecentRows.NONE,
        next);
  }

  /** Tells whether the difference to {@code other} may be written later: counts and returns. */
  boolean isSameButCounts(ManagedStream other) {
    return resumable == other.resumable
        && maxSeconds == other.maxSeconds
        && floors.equals(other.floors);
  }
}
