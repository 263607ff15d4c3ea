package org.godwit.session.account;

import java.util.ArrayDeque;
import java.util.Deque;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;

/** The writes of one key that wait for what was before them, in order. Any thread. */
final class StateWrites {

  private final StanzaPublisher bus;
  private final int partition;
  private final String key;
  private final Deque<StateWrite> waiting = new ArrayDeque<>(2);

  /** The next write, which nothing has called for yet. Guarded by the partition's lock. */
  private StateWrite next = new StateWrite(this);

  StateWrites(StanzaPublisher bus, int partition, String key) {
    this.bus = bus;
    this.partition = partition;
    this.key = key;
  }

  /** Returns the write that must wait for what is done now. */
  StateWrite next() {
    return next;
  }

  /**
   * Queues the state that follows a decision; its work stays open until it is written. To be
   * released once the decision's effects were started.
   */
  StateWrite add(AccountState state, Work work) {
    byte[] bytes = AccountStateCodec.encode(state);
    work.retain();
    return close(() -> bus.publishState(Topics.SESSION_STATE, partition, key, bytes, work), work);
  }

  /** Queues a record that tells somebody that all before it is durable. */
  void add(String topic, String recordKey, BusMessage message, Work work) {
    work.retain();
    close(() -> bus.publish(topic, recordKey, message, work), work).release();
  }

  private StateWrite close(Runnable write, Work work) {
    StateWrite closed = next;
    closed.close(write, work);
    next = new StateWrite(this);
    synchronized (waiting) {
      waiting.add(closed);
    }
    return closed;
  }

  /** Makes the writes that are ready. Within the monitor, so that two callers cannot swap them. */
  void drain() {
    synchronized (waiting) {
      StateWrite head = waiting.peek();
      while (head != null && head.isReady()) {
        waiting.remove();
        head.run();
        head = waiting.peek();
      }
    }
  }

  boolean isIdle() {
    synchronized (waiting) {
      return waiting.isEmpty();
    }
  }
}
