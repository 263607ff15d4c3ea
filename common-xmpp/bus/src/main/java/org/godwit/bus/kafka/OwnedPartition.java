package org.godwit.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.godwit.bus.FlushedOffsets;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OffsetLedger;
import org.godwit.bus.PartitionOwner;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.EnvelopeCodec;

/**
 * One assigned partition: its owner and what is unfinished. Lives exactly as long as the
 * assignment; called by the consumer's thread, {@link #finished} and {@link #failed} by any.
 */
final class OwnedPartition {

  private static final byte[] EMPTY = new byte[0];

  private record Unburied(long ticket, ConsumerRecord<byte[], byte[]> record, Throwable cause) {}

  private final TopicPartition id;
  private final PartitionOwner owner;
  private final OffsetLedger ledger;
  private final FlushedOffsets flushes;
  private final int attempts;
  private final DeadLetters deadLetters;
  private final Runnable onRoom;
  private final Queue<Unburied> unburied = new ConcurrentLinkedQueue<>();
  private boolean paused;
  private long submitted = -1;

  /**
   * @param onRoom runs, on any thread, when the full ledger has room again
   */
  OwnedPartition(
      TopicPartition id,
      PartitionOwner owner,
      BusProperties.Consume properties,
      DeadLetters deadLetters,
      Runnable onRoom) {
    this.id = id;
    this.owner = owner;
    this.ledger = new OffsetLedger(properties.maxUnfinished());
    this.flushes = new FlushedOffsets(owner, ledger);
    this.attempts = properties.attempts();
    this.deadLetters = deadLetters;
    this.onRoom = onRoom;
  }

  TopicPartition id() {
    return id;
  }

  PartitionOwner owner() {
    return owner;
  }

  OffsetLedger ledger() {
    return ledger;
  }

  FlushedOffsets flushes() {
    return flushes;
  }

  boolean isPaused() {
    return paused;
  }

  void paused(boolean value) {
    paused = value;
  }

  /** Returns the flushed offset to commit where there is one not submitted yet, or -1. */
  long uncommitted() {
    long committable = flushes.committable();
    return committable > submitted ? committable : -1;
  }

  void submitted(long offset) {
    submitted = offset;
  }

  /** A commit failed: what it would have committed is due again. */
  void commitFailed() {
    submitted = -1;
  }

  /** Tells whether something must still be done for records that were handed over. */
  boolean isUnsettled() {
    return ledger.unfinished() > 0 || flushes.isDue() || uncommitted() >= 0;
  }

  void handle(List<ConsumerRecord<byte[], byte[]>> records, PollFence fence) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      fence.look();
      handle(record);
    }
    owner.onBatchEnd();
  }

  /** Tries again to put those records aside that the dead-letter topic did not take. */
  void buryAgain() {
    for (int rest = unburied.size(); rest > 0; rest--) {
      Unburied next = unburied.poll();
      if (next == null) {
        return;
      }
      failed(next.ticket(), next.record(), next.cause());
    }
  }

  /** A record's effects are done. */
  void finished(long ticket) {
    if (ledger.complete(ticket)) {
      onRoom.run();
    }
  }

  /** A record's effects can never be done: its offset counts once it is durable elsewhere. */
  void failed(long ticket, ConsumerRecord<byte[], byte[]> record, Throwable cause) {
    deadLetters.publish(
        record,
        cause,
        failure -> {
          if (failure == null) {
            finished(ticket);
          } else {
            unburied.add(new Unburied(ticket, record, cause));
          }
        });
  }

  private void handle(ConsumerRecord<byte[], byte[]> record) {
    long ticket = ledger.begin(record.offset());
    InboundRecord inbound;
    try {
      inbound = decode(record);
    } catch (RuntimeException e) {
      failed(ticket, record, e);
      return;
    }
    for (int attempt = 1; ; attempt++) {
      RecordCompletion completion = new RecordCompletion(this, ticket, record);
      try {
        owner.onRecord(inbound, completion);
        return;
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        if (!completion.abandon()) {
          // The owner had settled the record before it threw.
          return;
        }
        if (attempt >= attempts) {
          failed(ticket, record, e);
          return;
        }
      }
    }
  }

  private static InboundRecord decode(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(EnvelopeCodec.HEADER);
    if (header == null) {
      throw new IllegalArgumentException("record has no header '" + EnvelopeCodec.HEADER + "'");
    }
    byte[] value = record.value();
    byte[] key = record.key();
    BusMessage message = EnvelopeCodec.decode(header.value(), value == null ? EMPTY : value);
    return new InboundRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        key == null ? "" : new String(key, StandardCharsets.UTF_8),
        message);
  }
}
