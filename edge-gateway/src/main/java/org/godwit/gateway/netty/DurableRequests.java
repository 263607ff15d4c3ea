package org.godwit.gateway.netty;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which requests of a BOSH session have all their records on the bus. An answer, and the {@code
 * ack} in it, tell the client that its requests were taken (XEP-0124, section 9), so none may be
 * sent before. Event loop only.
 */
final class DurableRequests {
  /** Stands for a request of which the stream has not read everything. */
  private static final long UNREAD = -1;

  /** A request and how many records of the stream have begun with it. */
  private record Taken(long rid, long records) {}

  private final StreamHandler handler;
  private final Deque<Taken> open = new ArrayDeque<>(4);
  private long last;

  /**
   * @param first the request id that began the session
   */
  DurableRequests(StreamHandler handler, long first) {
    this.handler = handler;
    this.last = first - 1;
  }

  /** A request was given to the stream. */
  void onTaken(long rid) {
    open.add(new Taken(rid, UNREAD));
    last = rid;
  }

  /** Returns the last request that is durable with all before it. */
  long last() {
    ClientStream stream = handler.stream();
    for (Taken first = open.peek(); first != null && stream != null; first = open.peek()) {
      if (first.records == UNREAD) {
        if (stream.hasUnread()) {
          break;
        }
        // Nothing of any of them is unread: what has begun by now covers all.
        settleUnread(stream.publishes().begun());
      } else if (stream.publishes().isDurable(first.records)) {
        open.remove();
      } else {
        break;
      }
    }
    Taken first = open.peek();
    return first == null || stream == null ? last : first.rid - 1;
  }

  /** Tells whether a record was not taken. */
  boolean hasFailed() {
    ClientStream stream = handler.stream();
    return stream == null || stream.publishes().hasFailed();
  }

  private void settleUnread(long begun) {
    for (int i = open.size(); i > 0; i--) {
      Taken each = open.remove();
      open.add(each.records == UNREAD ? new Taken(each.rid, begun) : each);
    }
  }
}
