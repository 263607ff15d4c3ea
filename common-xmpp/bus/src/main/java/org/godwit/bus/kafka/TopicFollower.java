package org.godwit.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partition 0 of a compacted topic from its beginning for ever, outside any group. What goes
 * wrong makes a new consumer, which goes on where the last one stood.
 */
final class TopicFollower implements Subscription, Runnable {

  private static final Logger LOGGER = LoggerFactory.getLogger(TopicFollower.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(200);
  private static final long CLOSE_WAIT_MS = 2000;
  private static final long RESTART_MS = 500;
  private static final byte[] NO_KEY = new byte[0];

  private final KafkaClients clients;
  private final TopicPartition partition;
  private final StateListener listener;
  private final Duration timeout;
  private final java.util.function.Consumer<TopicFollower> onClosed;
  private final CountDownLatch stop = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile boolean ready;
  private long next = -1;
  private long readyAt = -1;

  /**
   * @param timeout how long finding the topic's end may take
   */
  TopicFollower(
      KafkaClients clients,
      String topic,
      StateListener listener,
      Duration timeout,
      java.util.function.Consumer<TopicFollower> onClosed) {
    this.clients = clients;
    this.partition = new TopicPartition(topic, 0);
    this.listener = listener;
    this.timeout = timeout;
    this.onClosed = onClosed;
  }

  @Override
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("'" + partition.topic() + "' is followed already");
    }
    thread = Thread.ofPlatform().name("bus-follow-" + partition.topic()).daemon().start(this);
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void run() {
    while (!isStoppedWithin(0)) {
      try {
        session();
      } catch (KafkaException e) {
        LOGGER
            .atWarn()
            .addKeyValue("topic", partition.topic())
            .addKeyValue("error", e.toString())
            .log("following failed and goes on with a new consumer");
        if (isStoppedWithin(RESTART_MS)) {
          return;
        }
      }
    }
  }

  /** Waits for the listener's last call. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    stop();
    if (running != null && running != Thread.currentThread()) {
      try {
        running.join(CLOSE_WAIT_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    onClosed.accept(this);
  }

  /** Begins to stop without waiting. */
  void stop() {
    stop.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private void session() {
    Consumer<byte[], byte[]> consumer = clients.detached();
    current = consumer;
    try {
      consumer.assign(List.of(partition));
      if (readyAt < 0) {
        Long end = consumer.endOffsets(List.of(partition), timeout).get(partition);
        readyAt = end == null ? 0 : end;
      }
      if (next < 0) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, next);
      }
      while (!isStoppedWithin(0)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          next = record.offset() + 1;
          tell(record);
        }
        if (!ready && consumer.position(partition) >= readyAt) {
          ready = true;
        }
      }
    } catch (WakeupException e) {
      LOGGER.atTrace().log("woken up to stop");
    } finally {
      current = null;
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    try {
      listener.onState(
          new String(key == null ? NO_KEY : key, StandardCharsets.UTF_8), record.value());
    } catch (RuntimeException e) {
      LOGGER
          .atError()
          .addKeyValue("topic", partition.topic())
          .addKeyValue("offset", record.offset())
          .setCause(e)
          .log("follower's listener threw and goes on with the next record");
    }
  }

  private boolean isStoppedWithin(long millis) {
    try {
      return stop.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
