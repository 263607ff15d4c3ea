package org.godwit.bus.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.Subscription;

/** The consumer loops of one member of a group. Any thread. */
final class KafkaSubscription implements Subscription {

  private final OwnedTopic spec;
  private final List<ConsumerLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final long closeTimeoutMs;
  private final Consumer<KafkaSubscription> onClosed;
  private boolean started;

  KafkaSubscription(
      LoopEnvironment environment,
      OwnedTopic spec,
      boolean isMember,
      Consumer<KafkaSubscription> onClosed) {
    if (spec.threads() < 1) {
      throw new IllegalArgumentException("threads is " + spec.threads() + ", not from 1");
    }
    this.spec = spec;
    this.onClosed = onClosed;
    for (int i = 0; i < spec.threads(); i++) {
      loops.add(new ConsumerLoop(environment, spec, isMember));
    }
    this.closeTimeoutMs =
        environment.properties().consume().drainTimeout().plusSeconds(3).toMillis();
  }

  @Override
  public synchronized void start() {
    if (started) {
      throw new IllegalStateException("subscription to '" + spec.topic() + "' was started before");
    }
    started = true;
    for (int i = 0; i < loops.size(); i++) {
      String name = "bus-" + spec.topic() + "-" + i;
      threads.add(Thread.ofPlatform().name(name).daemon().start(loops.get(i)));
    }
  }

  /** Holds for a member that owns nothing neither: it becomes ready when it gets a partition. */
  @Override
  public boolean isReady() {
    return loops.stream().anyMatch(ConsumerLoop::isReady);
  }

  /** Begins to stop without waiting. */
  void stop() {
    loops.forEach(ConsumerLoop::stop);
  }

  @Override
  public synchronized void close() {
    started = true;
    stop();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(closeTimeoutMs);
    try {
      for (Thread thread : threads) {
        long restMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, restMs));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    onClosed.accept(this);
  }

  void onDrained() {
    loops.forEach(ConsumerLoop::onDrained);
  }

  long unfinished() {
    return loops.stream().mapToLong(ConsumerLoop::unfinished).sum();
  }

  long paused() {
    return loops.stream().mapToLong(ConsumerLoop::paused).sum();
  }
}
