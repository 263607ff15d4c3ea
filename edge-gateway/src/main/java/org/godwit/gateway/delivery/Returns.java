package org.godwit.gateway.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import org.godwit.bus.OffsetLedger;
import org.jspecify.annotations.Nullable;

/** What is on its way back to owners: tells when all that had begun is durable. Any thread. */
final class Returns {
  private record Waiting(long begun, Runnable task) {}

  private final OffsetLedger ledger = new OffsetLedger(Integer.MAX_VALUE);
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long begun;

  /** A return begins; returns what to end it with. */
  synchronized long begin() {
    return ledger.begin(begun++);
  }

  /** A return is durable, or will never be. */
  void end(long ticket) {
    synchronized (this) {
      ledger.complete(ticket);
    }
    for (Runnable due = nextDue(); due != null; due = nextDue()) {
      due.run();
    }
  }

  /** Runs {@code task} when all that has begun by now has ended; at once where it has. */
  void whenDone(Runnable task) {
    synchronized (this) {
      waiting.add(new Waiting(begun, task));
    }
    for (Runnable due = nextDue(); due != null; due = nextDue()) {
      due.run();
    }
  }

  private synchronized @Nullable Runnable nextDue() {
    Waiting first = waiting.peek();
    if (first == null || (ledger.unfinished() > 0 && ledger.committable() < first.begun)) {
      return null;
    }
    waiting.remove();
    return first.task;
  }
}
