package org.godwit.session.account;

import java.util.ArrayDeque;
import java.util.Deque;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;

/** The states of one key that wait to be written, in order. Any thread. */
final class StateWrites {

  private final StanzaPublisher bus;
  private final int partition;
  private final String key;
  private final Deque<StateWrite> waiting = new ArrayDeque<>(2);

  StateWrites(StanzaPublisher bus, int partition, String key) {
    this.bus = bus;
    this.partition = partition;
    this.key = key;
  }

  /** Queues the state that follows a decision; its work stays open until it is written. */
  StateWrite add(AccountState state, Work work) {
    StateWrite write = new StateWrite(this, AccountStateCodec.encode(state), work);
    work.retain();
    synchronized (waiting) {
      waiting.add(write);
    }
    return write;
  }

  /** Publishes what is ready. Within the monitor, so that two callers cannot swap states. */
  void drain() {
    synchronized (waiting) {
      StateWrite head = waiting.peek();
      while (head != null && head.isReady()) {
        waiting.remove();
        bus.publishState(Topics.SESSION_STATE, partition, key, head.state(), head.work());
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
