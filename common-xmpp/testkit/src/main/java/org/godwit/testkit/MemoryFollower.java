package org.godwit.testkit;

import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;

/** A follower of the in-memory bus: told of one record per step. */
final class MemoryFollower implements Subscription {

  private final InMemoryBus bus;
  private final MemoryTopic topic;
  private final StateListener listener;
  private volatile int position;
  private volatile int readyAt;
  private volatile boolean started;

  MemoryFollower(InMemoryBus bus, MemoryTopic topic, StateListener listener) {
    this.bus = bus;
    this.topic = topic;
    this.listener = listener;
  }

  boolean hasNext() {
    return position < topic.partition(0).size();
  }

  void deliver() {
    int next = position;
    StoredRecord record = topic.partition(0).get(next);
    try {
      listener.onState(record.key(), record.value());
    } finally {
      position = next + 1;
    }
  }

  @Override
  public void start() {
    if (started) {
      throw new IllegalStateException("'" + topic.name() + "' is followed already");
    }
    started = true;
    readyAt = topic.partition(0).size();
    bus.add(this);
  }

  /** Any thread. */
  @Override
  public boolean isReady() {
    return started && position >= readyAt;
  }

  @Override
  public void close() {
    bus.remove(this);
  }
}
