package org.godwit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.bus.PartitionOwner;
import org.jspecify.annotations.Nullable;

/** A consumer group on one topic: its members in the order they joined, and its offsets. */
final class MemoryGroup {

  private final MemoryTopic topic;
  private final InMemoryBusSettings settings;
  private final MemoryPartition.Graveyard graveyard;
  private final Map<Integer, Long> committed = new TreeMap<>();
  private final List<MemorySubscription> members = new ArrayList<>();
  private boolean stale;

  MemoryGroup(
      MemoryTopic topic, InMemoryBusSettings settings, MemoryPartition.Graveyard graveyard) {
    this.topic = topic;
    this.settings = settings;
    this.graveyard = graveyard;
  }

  List<MemorySubscription> members() {
    return members;
  }

  boolean isStale() {
    return stale;
  }

  long committed(int partition) {
    return committed.getOrDefault(partition, -1L);
  }

  void join(MemorySubscription member) {
    members.add(member);
    stale = true;
  }

  /** A member goes: with a commit where it leaves in good order, without where it crashed. */
  void leave(MemorySubscription member, boolean inOrder) {
    if (members.remove(member)) {
      for (int partition : List.copyOf(member.partitions().keySet())) {
        release(member, partition, inOrder);
      }
      stale = true;
    }
  }

  /** Shares the partitions out again: partition p goes to member p modulo their number. */
  void rebalance(@Nullable MemoryTopic stateTopic) {
    stale = false;
    if (members.isEmpty()) {
      return;
    }
    for (MemorySubscription member : members) {
      for (int partition : List.copyOf(member.partitions().keySet())) {
        if (target(partition) != member) {
          release(member, partition, true);
        }
      }
    }
    for (int partition = 0; partition < topic.count(); partition++) {
      MemorySubscription member = target(partition);
      if (!member.partitions().containsKey(partition)) {
        assign(member, partition, stateTopic);
      }
    }
  }

  /** Flushes one partition where that is due, and commits what is flushed. */
  void commit(MemorySubscription member, int partition) {
    MemoryPartition owned = member.partitions().get(partition);
    if (owned != null) {
      owned.flushIfDue();
      commitFlushed(owned, partition);
    }
  }

  boolean isCommitDue(MemorySubscription member, int partition) {
    MemoryPartition owned = member.partitions().get(partition);
    return owned != null
        && (owned.isFlushDue() || owned.flushes().committable() > committed(partition));
  }

  /** Lets flushes that failed be tried again. */
  void retryFlushes() {
    for (MemorySubscription member : members) {
      member.partitions().values().forEach(MemoryPartition::retryFlush);
    }
  }

  private void commitFlushed(MemoryPartition owned, int partition) {
    long offset = owned.flushes().committable();
    if (offset > committed(partition)) {
      committed.put(partition, offset);
    }
  }

  private MemorySubscription target(int partition) {
    return members.get(partition % members.size());
  }

  private void release(MemorySubscription member, int partition, boolean inOrder) {
    MemoryPartition owned = member.partitions().get(partition);
    if (owned == null) {
      return;
    }
    if (inOrder) {
      owned.owner().close();
      member.settle();
      owned.flushes().begin();
      member.settle();
      commitFlushed(owned, partition);
    }
    member.partitions().remove(partition);
  }

  private void assign(MemorySubscription member, int partition, @Nullable MemoryTopic stateTopic) {
    PartitionOwner owner = member.spec().owners().apply(partition);
    if (stateTopic != null) {
      stateTopic.latest(partition).forEach(owner::onState);
    }
    MemoryPartition owned = new MemoryPartition(topic, partition, owner, settings, graveyard);
    owned.seek(Math.max(0, committed(partition)));
    member.partitions().put(partition, owned);
  }
}
