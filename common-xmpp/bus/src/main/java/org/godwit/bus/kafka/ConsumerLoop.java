package org.godwit.bus.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer and its thread.
 *
 * <p>It is a plain loop on spring-kafka's consumer factory and not a listener container, because
 * the commit rules need the poll itself: the offset of a record that finishes when nothing more
 * comes is committed within the interval without polling briefly for ever, a completion on another
 * thread ends a pause at once, and a partition that is given up waits for its effects between the
 * owner's end and the last commit.
 *
 * <p>Whatever goes wrong in a session of the loop, the owners are closed without a commit and a new
 * consumer begins where the last commit stands.
 */
final class ConsumerLoop implements Runnable, ConsumerRebalanceListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerLoop.class);

  private static final long FLUSHING_POLL_NANOS = 10_000_000;
  private static final long FLUSH_WAIT_NANOS = 500_000_000;
  private static final Duration COMMIT_TIMEOUT = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
  private static final long RESTART_MS = 500;

  private final LoopEnvironment environment;
  private final BusProperties.Consume properties;
  private final OwnedTopic spec;
  private final boolean isMember;
  private final PollFence fence;
  private final PollPace pace;
  private final Map<TopicPartition, OwnedPartition> partitions = new ConcurrentHashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile boolean restoring;
  private volatile boolean heldBack;
  private long lastCommitNanos;
  private boolean flushing;

  /**
   * @param isMember whether the group assigns the partitions; else partition 0 is read
   */
  ConsumerLoop(LoopEnvironment environment, OwnedTopic spec, boolean isMember) {
    this.environment = environment;
    this.properties = environment.properties().consume().with(spec.limits());
    // The group takes nothing from one that assigns itself; a gateway has its lease for that.
    this.fence = isMember ? new PollFence(properties.fenceAfter()) : PollFence.open();
    this.pace = new PollPace(isMember, properties.fenceAfter());
    this.spec = spec;
    this.isMember = isMember;
  }

  @Override
  public void run() {
    while (!isStopping()) {
      try {
        session();
      } catch (PollFence.PassedException e) {
        environment.fenced().increment();
        LOGGER
            .atWarn()
            .addKeyValue("topic", spec.topic())
            .addKeyValue("error", String.valueOf(e.getMessage()))
            .log("this process was stopped: consumer starts anew from the last commit");
      } catch (RuntimeException | Error e) {
        LOGGER
            .atError()
            .addKeyValue("topic", spec.topic())
            .setCause(e)
            .log("consumer failed and starts anew from the last commit");
        if (isStoppedWithin(RESTART_MS)) {
          return;
        }
      }
    }
  }

  /** Begins to stop; the thread ends soon after. Any thread. */
  void stop() {
    stop.countDown();
    wake();
  }

  /** Interrupts a poll, so that what has changed is looked at. Any thread. */
  void wake() {
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  /** The bus takes more again. Any thread. */
  void onDrained() {
    if (heldBack) {
      wake();
    }
  }

  boolean isReady() {
    return !restoring && !partitions.isEmpty();
  }

  long unfinished() {
    return partitions.values().stream().mapToLong(p -> p.ledger().unfinished()).sum();
  }

  long paused() {
    return partitions.values().stream().filter(OwnedPartition::isPaused).count();
  }

  private void session() {
    Consumer<byte[], byte[]> consumer =
        isMember
            ? environment.clients().member(spec.group())
            : environment.clients().assigned(spec.group());
    current = consumer;
    fence.begin(System.nanoTime());
    flushing = false;
    try {
      if (isMember) {
        consumer.subscribe(List.of(spec.topic()), this);
      } else {
        List<TopicPartition> only = List.of(new TopicPartition(spec.topic(), 0));
        consumer.assign(only);
        onPartitionsAssigned(only);
      }
      while (!isStopping()) {
        turn(consumer);
      }
      giveUp(List.copyOf(partitions.keySet()));
    } finally {
      abandon(List.copyOf(partitions.keySet()));
      current = null;
      close(consumer);
    }
  }

  private void turn(Consumer<byte[], byte[]> consumer) {
    // Also before the poll: what it returns may have been fetched before a stop.
    fence.look();
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(pollTimeout());
    } catch (WakeupException e) {
      records = ConsumerRecords.empty();
    }
    fence.look();
    pace.polled(records.isEmpty());
    for (TopicPartition id : records.partitions()) {
      OwnedPartition partition = partitions.get(id);
      if (partition != null) {
        List<ConsumerRecord<byte[], byte[]>> batch = records.records(id);
        partition.handle(batch, fence);
      }
    }
    controlFlow(consumer);
    if (System.nanoTime() - lastCommitNanos >= properties.commitInterval().toNanos()) {
      partitions.values().forEach(OwnedPartition::buryAgain);
      partitions.values().forEach(p -> p.flushes().beginIfDue());
      flushing = isFlushing();
      commitAsync(consumer);
    } else if (flushing && !isFlushing()) {
      flushing = false;
      commitAsync(consumer);
    }
  }

  private boolean isFlushing() {
    for (OwnedPartition partition : partitions.values()) {
      if (partition.flushes().isUnderWay()) {
        return true;
      }
    }
    return false;
  }

  private Duration pollTimeout() {
    if (flushing) {
      return Duration.ofNanos(FLUSHING_POLL_NANOS);
    }
    for (OwnedPartition partition : partitions.values()) {
      if (partition.isUnsettled()) {
        long due = lastCommitNanos + properties.commitInterval().toNanos() - System.nanoTime();
        return Duration.ofNanos(pace.nanosUntil(due));
      }
    }
    return Duration.ofNanos(pace.nanos());
  }

  /** Pauses what has too much unfinished, and everything while the bus takes no more. */
  private void controlFlow(Consumer<byte[], byte[]> consumer) {
    boolean hold = environment.publisher().isSaturated();
    if (hold) {
      heldBack = true;
      // The bus may have drained before it could see that somebody waits for that.
      hold = environment.publisher().isSaturated();
    }
    heldBack = hold;
    for (OwnedPartition partition : partitions.values()) {
      boolean pause = hold || partition.ledger().isFull();
      if (pause != partition.isPaused()) {
        partition.paused(pause);
        if (pause) {
          consumer.pause(List.of(partition.id()));
        } else {
          consumer.resume(List.of(partition.id()));
        }
      }
    }
  }

  private void commitAsync(Consumer<byte[], byte[]> consumer) {
    lastCommitNanos = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> due = due(partitions.values());
    if (due.isEmpty()) {
      return;
    }
    consumer.commitAsync(due, new CommitResult(spec.topic(), due.keySet(), this::commitIsDueAgain));
  }

  private void commitIsDueAgain(TopicPartition id) {
    OwnedPartition partition = partitions.get(id);
    if (partition != null) {
      partition.commitFailed();
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> due(Collection<OwnedPartition> among) {
    Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    for (OwnedPartition partition : among) {
      long offset = partition.uncommitted();
      if (offset >= 0) {
        due.put(partition.id(), new OffsetAndMetadata(offset));
        partition.submitted(offset);
      }
    }
    return due;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    if (assigned.isEmpty()) {
      return;
    }
    restoring = true;
    Map<Integer, Map<String, byte[]>> states = restore(assigned);
    for (TopicPartition id : assigned) {
      PartitionOwner owner = spec.owners().apply(id.partition());
      partitions.put(
          id, new OwnedPartition(id, owner, properties, environment.deadLetters(), this::wake));
      states
          .getOrDefault(id.partition(), Map.of())
          .forEach((key, state) -> {
            fence.look();
            owner.onState(key, state);
          });
    }
    restoring = false;
    LOGGER
        .atInfo()
        .addKeyValue("topic", spec.topic())
        .log("took over {} partitions", assigned.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    giveUp(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    abandon(lost);
  }

  private Map<Integer, Map<String, byte[]>> restore(Collection<TopicPartition> assigned) {
    String topic = spec.stateTopic();
    if (topic == null) {
      return Map.of();
    }
    List<Integer> numbers = assigned.stream().map(TopicPartition::partition).toList();
    BooleanSupplier isAbandoned =
        () -> {
          fence.look();
          return isStopping();
        };
    return new StateRestore(environment.clients(), properties.restoreTimeout(), isAbandoned)
        .read(topic, numbers);
  }

  /**
   * Ends the owners, waits for effects under way, flushes and commits what is done and forgets the
   * rest.
   */
  private void giveUp(Collection<TopicPartition> ids) {
    List<OwnedPartition> leaving = closeOwners(ids);
    if (leaving.isEmpty()) {
      return;
    }
    new Farewell(leaving, fence).await(properties.drainTimeout().toNanos(), FLUSH_WAIT_NANOS);
    leaving.forEach(OwnedPartition::commitFailed);
    commitSync(due(leaving));
    fence.look();
    leaving.forEach(p -> partitions.remove(p.id()));
  }

  private void abandon(Collection<TopicPartition> ids) {
    closeOwners(ids).forEach(p -> partitions.remove(p.id()));
  }

  private List<OwnedPartition> closeOwners(Collection<TopicPartition> ids) {
    List<OwnedPartition> leaving = new ArrayList<>();
    for (TopicPartition id : ids) {
      OwnedPartition partition = partitions.get(id);
      if (partition != null) {
        leaving.add(partition);
        try {
          partition.owner().close();
        } catch (RuntimeException e) {
          LOGGER.atError().addKeyValue("topic", spec.topic()).setCause(e).log("owner's end threw");
        }
      }
    }
    return leaving;
  }

  private void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Consumer<byte[], byte[]> consumer = current;
    if (offsets.isEmpty() || consumer == null) {
      return;
    }
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        consumer.commitSync(offsets, COMMIT_TIMEOUT);
        return;
      } catch (WakeupException e) {
        LOGGER.atTrace().log("a wake-up meant for the poll met the commit, which is tried again");
      } catch (KafkaException e) {
        // Nothing is lost: the next owner repeats what was done and not committed.
        LOGGER
            .atWarn()
            .addKeyValue("topic", spec.topic())
            .addKeyValue("error", e.toString())
            .log("last commit of partitions failed");
        return;
      }
    }
  }

  private void close(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    } catch (KafkaException e) {
      LOGGER
          .atDebug()
          .addKeyValue("topic", spec.topic())
          .addKeyValue("error", e.toString())
          .log("consumer did not close cleanly");
    }
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
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
