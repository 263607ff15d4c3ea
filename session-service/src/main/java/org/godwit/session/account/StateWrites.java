package org.godwit.session.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;

/** The writes of one key that wait for what was before them, in order. Any thread. */
final class StateWrites {

  private final StanzaPublisher bus;
  private final int partition;
  private final String key;
  private final Deque<StateWrite> waiting = new ArrayDeque<>(2);

  /** The next write, which nothing has called for yet. Guarded by the partition's lock. */
  private StateWrite next = new StateWrite(this);

  /** Hears of the moment at which all is durable that somebody waits for. */
  private final Consumer<String> onDurable;

  /** States that were published and are not durable. Guarded by {@code waiting}. */
  private int inFlight;

  private final AtomicInteger undurable = new AtomicInteger();
  private volatile boolean blocking;

  StateWrites(StanzaPublisher bus, int partition, String key, Consumer<String> onDurable) {
    this.bus = bus;
    this.partition = partition;
    this.key = key;
    this.onDurable = onDurable;
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
    undurable.getAndIncrement();
    return close(() -> write(bytes, work), work, true);
  }

  private void write(byte @Nullable [] bytes, Work work) {
    inFlight++;
    bus.publishState(
        Topics.SESSION_STATE,
        partition,
        key,
        bytes,
        failure -> {
          work.onPublished(failure);
          landed();
          if (undurable.decrementAndGet() == 0 && blocking) {
            onDurable.accept(key);
          }
        });
  }

  private void landed() {
    synchronized (waiting) {
      inFlight--;
      drain();
    }
  }

  boolean isDurable() {
    return undurable.get() == 0;
  }

  /** Lets the key wait until its states are durable. */
  void block() {
    blocking = true;
    if (isDurable()) {
      onDurable.accept(key);
    }
  }

  void unblock() {
    blocking = false;
  }

  boolean isBlocking() {
    return blocking;
  }

  /** Queues a record that tells somebody that all before it is durable. */
  void add(String topic, String recordKey, BusMessage message, Work work) {
    work.retain();
    close(() -> bus.publish(topic, recordKey, message, work), work, false).release();
  }

  /** Runs {@code task} when the states that were queued before are durable. */
  void afterStates(Runnable task) {
    boolean now;
    synchronized (waiting) {
      now = waiting.isEmpty() && isDurable();
      if (!now) {
        StateWrite last = new StateWrite(this);
        last.close(task, null, false);
        waiting.add(last);
        last.release();
      }
    }
    if (now) {
      task.run();
    }
  }

  private StateWrite close(Runnable write, Work work, boolean state) {
    StateWrite closed = next;
    closed.close(write, work, state);
    next = new StateWrite(this);
    synchronized (waiting) {
      waiting.add(closed);
    }
    return closed;
  }

  /**
   * Makes the writes that are ready; what is no state follows when all states before are durable.
   * Within the monitor, so that two callers cannot swap them.
   */
  void drain() {
    synchronized (waiting) {
      StateWrite head = waiting.peek();
      while (head != null && head.isReady() && (head.isState() || inFlight == 0)) {
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
