package org.godwit.bus.kafka;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.godwit.bus.InFlightBytes;
import org.godwit.bus.PublishCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One record on its way: gives its bytes back, then tells its publisher. */
final class Sending implements Callback {

  private static final Logger LOGGER = LoggerFactory.getLogger(Sending.class);

  private final InFlightBytes inFlight;
  private final Timer latency;
  private final int bytes;
  private final PublishCallback callback;
  private final long startedNanos = System.nanoTime();
  private @Nullable Thread handingOver;
  private boolean isRefused;

  Sending(InFlightBytes inFlight, Timer latency, int bytes, PublishCallback callback) {
    this.inFlight = inFlight;
    this.latency = latency;
    this.bytes = bytes;
    this.callback = callback;
  }

  /**
   * Gives {@code record} to {@code producer}; returns false where that does not take it for now,
   * because it has lost sight of the topic: then nothing is finished.
   */
  boolean handOver(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    isRefused = false;
    handingOver = Thread.currentThread();
    try {
      var _ = producer.send(record, this);
    } catch (RuntimeException | Error e) {
      finish(e);
    } finally {
      handingOver = null;
    }
    return !isRefused;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    // Only the thread that hands a record over sees itself here: it was refused at once.
    if (failure instanceof RetriableException && handingOver == Thread.currentThread()) {
      isRefused = true;
    } else {
      finish(failure);
    }
  }

  void finish(@Nullable Throwable failure) {
    inFlight.release(bytes);
    if (failure == null) {
      latency.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }
    tell(callback, failure);
  }

  /** Calls {@code callback}; what it throws must not reach Kafka's sender thread. */
  static void tell(PublishCallback callback, @Nullable Throwable failure) {
    try {
      callback.onPublished(failure);
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("publish callback threw");
    }
  }
}
