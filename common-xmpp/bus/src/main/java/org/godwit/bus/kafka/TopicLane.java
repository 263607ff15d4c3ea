package org.godwit.bus.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The way of records to one topic.
 *
 * <p>As long as the topic's metadata is unknown, records wait here in order, because Kafka's
 * producer would block their publisher; a thread of its own fetches the metadata and lets them go.
 * From then on the lane is open and costs one volatile read, until the producer loses sight of the
 * topic, as it does while a broker starts again: then records wait as before.
 */
final class TopicLane {

  private static final long RETRY_NANOS = 2_000_000;

  private record Waiting(ProducerRecord<byte[], byte[]> record, Sending sending) {}

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Duration first;
  private final Duration later;
  private final Consumer<TopicLane> onLost;
  private final CompletableFuture<Integer> known = new CompletableFuture<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean isOpening;
  private @Nullable RuntimeException failure;
  private volatile int partitions;

  /**
   * Makes a lane that is closed.
   *
   * @param first how long records wait for the topic's metadata at first
   * @param later how long they wait where it was known before
   * @param onLost told, on any thread, that this took longer: the lane takes nothing more
   */
  TopicLane(
      Producer<byte[], byte[]> producer,
      String topic,
      Duration first,
      Duration later,
      Consumer<TopicLane> onLost) {
    this.producer = producer;
    this.topic = topic;
    this.first = first;
    this.later = later;
    this.onLost = onLost;
  }

  /** Completes with the number of partitions, or fails where the topic cannot be found. */
  CompletableFuture<Integer> known() {
    return known;
  }

  /** Begins to fetch the metadata where nobody does. */
  void open() {
    synchronized (this) {
      if (isOpening) {
        return;
      }
      isOpening = true;
    }
    Thread.ofVirtual().name("bus-metadata-" + topic).start(this::openNow);
  }

  void send(ProducerRecord<byte[], byte[]> record, Sending sending) {
    if (partitions == 0 && isHeld(record, sending)) {
      return;
    }
    if (!sending.handOver(producer, record)) {
      synchronized (this) {
        partitions = 0;
      }
      if (isHeld(record, sending)) {
        open();
      } else {
        send(record, sending);
      }
    }
  }

  private void openNow() {
    Duration timeout = known.isDone() ? later : first;
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      RuntimeException cause;
      try {
        if (release(producer.partitionsFor(topic).size())) {
          return;
        }
        cause = new IllegalStateException("the producer takes nothing for it");
      } catch (RetriableException e) {
        cause = e;
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      if (deadline - System.nanoTime() <= 0) {
        fail(
            new IllegalStateException(
                "topic '" + topic + "' is unknown or out of reach after " + timeout, cause));
        return;
      }
      LockSupport.parkNanos(RETRY_NANOS);
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

  /** Lets the waiting records go; false where the producer does not take them yet. */
  private boolean release(int count) {
    while (true) {
      List<Waiting> batch;
      synchronized (this) {
        if (waiting.isEmpty()) {
          partitions = count;
          isOpening = false;
          break;
        }
        batch = new ArrayList<>(waiting);
        waiting.clear();
      }
      // Whoever publishes meanwhile still waits behind this batch, so the order holds.
      for (int i = 0; i < batch.size(); i++) {
        if (!batch.get(i).sending().handOver(producer, batch.get(i).record())) {
          holdAgain(batch.subList(i, batch.size()));
          return false;
        }
      }
    }
    known.complete(count);
    return true;
  }

  private synchronized void holdAgain(List<Waiting> refused) {
    refused.reversed().forEach(waiting::addFirst);
  }

  private void fail(RuntimeException cause) {
    List<Waiting> refused;
    synchronized (this) {
      failure = cause;
      refused = new ArrayList<>(waiting);
      waiting.clear();
    }
    // The next record to this topic finds a lane that tries again.
    onLost.accept(this);
    for (Waiting next : refused) {
      next.sending().finish(cause);
    }
    known.completeExceptionally(cause);
  }
}
