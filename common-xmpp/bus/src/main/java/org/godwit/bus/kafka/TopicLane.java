package org.godwit.bus.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The way of records to one topic.
 *
 * <p>As long as the topic's metadata is unknown, records wait here in order, because Kafka's
 * producer would block their publisher; a thread of its own fetches the metadata and lets them go.
 * From then on the lane is open for good and costs one volatile read.
 */
final class TopicLane {

  private static final long RETRY_NANOS = 2_000_000;

  private record Waiting(ProducerRecord<byte[], byte[]> record, Sending sending) {}

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final CompletableFuture<Integer> known = new CompletableFuture<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private @Nullable RuntimeException failure;
  private volatile int partitions;

  TopicLane(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** Completes with the number of partitions, or fails where the topic cannot be found. */
  CompletableFuture<Integer> known() {
    return known;
  }

  void send(ProducerRecord<byte[], byte[]> record, Sending sending) {
    if (partitions == 0 && isHeld(record, sending)) {
      return;
    }
    sendNow(record, sending);
  }

  /** Fetches the metadata, blocking, then lets the waiting records go; false where it failed. */
  boolean open(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        release(producer.partitionsFor(topic).size());
        return true;
      } catch (RetriableException e) {
        if (deadline - System.nanoTime() <= 0) {
          fail(
              new IllegalStateException(
                  "topic '" + topic + "' is unknown or out of reach after " + timeout, e));
          return false;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      } catch (RuntimeException e) {
        fail(e);
        return false;
      }
    }
  }

  private boolean isHeld(ProducerRecord<byte[], byte[]> record, Sending sending) {
    RuntimeException cause;
    synchronized (this) {
      if (partitions != 0) {
        return false;
      }
      cause = failure;
      if (cause == null) {
        waiting.add(new Waiting(record, sending));
        return true;
      }
    }
    sending.finish(cause);
    return true;
  }

  private void release(int count) {
    while (true) {
      List<Waiting> batch;
      synchronized (this) {
        if (waiting.isEmpty()) {
          partitions = count;
          break;
        }
        batch = new ArrayList<>(waiting);
        waiting.clear();
      }
      // Whoever publishes meanwhile still waits behind this batch, so the order holds.
      for (Waiting next : batch) {
        sendNow(next.record(), next.sending());
      }
    }
    known.complete(count);
  }

  private void fail(RuntimeException cause) {
    List<Waiting> refused;
    synchronized (this) {
      failure = cause;
      refused = new ArrayList<>(waiting);
      waiting.clear();
    }
    for (Waiting next : refused) {
      next.sending().finish(cause);
    }
    known.completeExceptionally(cause);
  }

  private void sendNow(ProducerRecord<byte[], byte[]> record, Sending sending) {
    try {
      var _ = producer.send(record, sending);
    } catch (RuntimeException e) {
      sending.finish(e);
    }
  }
}
