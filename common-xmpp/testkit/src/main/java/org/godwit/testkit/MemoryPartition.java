package org.godwit.testkit;

import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.bus.Completion;
import org.godwit.bus.FlushedOffsets;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OffsetLedger;
import org.godwit.bus.PartitionOwner;

/** An assigned partition: its owner, its ledger, and where it stands. */
final class MemoryPartition {

  /** Puts a record aside; {@code onDurable} runs when it is there. */
  @FunctionalInterface
  interface Graveyard {
    void bury(Grave grave, Throwable cause, Runnable onDurable);
  }

  /** Where a record was that cannot be handled. */
  record Grave(String topic, int partition, long offset, StoredRecord record) {}

  private final MemoryTopic topic;
  private final int number;
  private final PartitionOwner owner;
  private final InMemoryBusSettings settings;
  private final Graveyard graveyard;
  private final OffsetLedger ledger;
  private final FlushedOffsets flushes;
  private long position;
  private long tried = -1;

  MemoryPartition(
      MemoryTopic topic,
      int number,
      PartitionOwner owner,
      InMemoryBusSettings settings,
      Graveyard graveyard) {
    this.topic = topic;
    this.number = number;
    this.owner = owner;
    this.settings = settings;
    this.graveyard = graveyard;
    this.ledger = new OffsetLedger(settings.maxUnfinished());
    this.flushes = new FlushedOffsets(owner, ledger);
  }

  PartitionOwner owner() {
    return owner;
  }

  FlushedOffsets flushes() {
    return flushes;
  }

  /** A flush that failed is not due again before more is finished, or a retry is allowed. */
  boolean isFlushDue() {
    return flushes.isDue() && ledger.committable() > tried;
  }

  void flushIfDue() {
    if (isFlushDue()) {
      tried = ledger.committable();
      flushes.begin();
    }
  }

  void retryFlush() {
    tried = -1;
  }

  void seek(long offset) {
    position = offset;
  }

  boolean hasNext() {
    return !ledger.isFull() && position < topic.partition(number).size();
  }

  void deliverBatch() {
    for (int i = 0; i < settings.batchMax() && position < topic.partition(number).size(); i++) {
      long offset = position++;
      deliver(offset, topic.partition(number).get((int) offset));
    }
    owner.onBatchEnd();
  }

  private void deliver(long offset, StoredRecord record) {
    long ticket = ledger.begin(offset);
    Grave grave = new Grave(topic.name(), number, offset, record);
    InboundRecord inbound;
    try {
      inbound = record.inbound(topic.name(), number, offset);
    } catch (RuntimeException e) {
      bury(ticket, grave, e);
      return;
    }
    for (int attempt = 1; ; attempt++) {
      Attempt completion = new Attempt(ticket, grave);
      try {
        owner.onRecord(inbound, completion);
        return;
      } catch (RuntimeException e) {
        if (!completion.settled.compareAndSet(false, true)) {
          return;
        }
        if (attempt >= settings.attempts()) {
          bury(ticket, grave, e);
          return;
        }
      }
    }
  }

  private void bury(long ticket, Grave grave, Throwable cause) {
    graveyard.bury(grave, cause, () -> ledger.complete(ticket));
  }

  private final class Attempt implements Completion {
    private final long ticket;
    private final Grave grave;
    private final AtomicBoolean settled = new AtomicBoolean();

    Attempt(long ticket, Grave grave) {
      this.ticket = ticket;
      this.grave = grave;
    }

    @Override
    public void done() {
      if (settled.compareAndSet(false, true)) {
        ledger.complete(ticket);
      }
    }

    @Override
    public void failed(Throwable cause) {
      if (settled.compareAndSet(false, true)) {
        bury(ticket, grave, cause);
      }
    }
  }
}
