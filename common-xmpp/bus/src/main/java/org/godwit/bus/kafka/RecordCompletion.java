package org.godwit.bus.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.godwit.bus.Completion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a record; the first call counts. It is its own flag to spare an object. */
final class RecordCompletion extends AtomicBoolean implements Completion {

  private static final long serialVersionUID = 1L;
  private static final Logger LOGGER = LoggerFactory.getLogger(RecordCompletion.class);

  private final transient OwnedPartition partition;
  private final long ticket;
  private final transient ConsumerRecord<byte[], byte[]> record;

  RecordCompletion(OwnedPartition partition, long ticket, ConsumerRecord<byte[], byte[]> record) {
    this.partition = partition;
    this.ticket = ticket;
    this.record = record;
  }

  @Override
  public void done() {
    if (settle()) {
      partition.finished(ticket);
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (settle()) {
      partition.failed(ticket, record, cause);
    }
  }

  /** Makes later calls void, because the attempt threw; false where one came before. */
  boolean abandon() {
    return compareAndSet(false, true);
  }

  private boolean settle() {
    if (compareAndSet(false, true)) {
      return true;
    }
    LOGGER
        .atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .log("completion called more than once");
    return false;
  }
}
