package org.godwit.testkit;

import java.util.Map;
import java.util.TreeMap;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.Subscription;

/** A member of a group of the in-memory bus. */
final class MemorySubscription implements Subscription {

  private final InMemoryBus bus;
  private final MemoryGroup group;
  private final OwnedTopic spec;
  private final Map<Integer, MemoryPartition> partitions = new TreeMap<>();

  MemorySubscription(InMemoryBus bus, MemoryGroup group, OwnedTopic spec) {
    this.bus = bus;
    this.group = group;
    this.spec = spec;
  }

  OwnedTopic spec() {
    return spec;
  }

  MemoryGroup group() {
    return group;
  }

  Map<Integer, MemoryPartition> partitions() {
    return partitions;
  }

  /** Lets effects under way arrive, as the real bus waits for them. */
  void settle() {
    bus.appendAllPending();
  }

  @Override
  public void start() {
    group.join(this);
  }

  @Override
  public boolean isReady() {
    return !partitions.isEmpty();
  }

  @Override
  public void close() {
    group.leave(this, true);
  }
}
