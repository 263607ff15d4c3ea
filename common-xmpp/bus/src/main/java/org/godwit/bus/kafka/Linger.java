package org.godwit.bus.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of several publishers that wait for each other, so that they share a request.
 *
 * <p>The first record after a pause goes at once. Whatever follows within the linger goes together
 * when it is over, or as soon as a burst has gathered: a lone message waits for nothing, a busy hop
 * for what a full batch takes. Kafka's own linger lets even a lone record wait, and wakes the
 * producer's thread for the first record of each partition, only to find that its time has not
 * come.
 *
 * <p>Order: records leave in the order in which {@link #add} was called, one thread at a time. Any
 * thread may call anything; nothing blocks. How much may wait is the publisher's to bound, which
 * counts the bytes that are on their way.
 */
final class Linger implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Linger.class);

  /** Returned by {@link #turn} where nothing waits: until the next record asks for a turn. */
  static final long NO_TURN = Long.MAX_VALUE;

  private final long lingerNanos;
  private final int burst;
  private final LongSupplier nanoTime;
  private final Queue<Runnable> records = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger releasing = new AtomicInteger();

  /** Whether somebody is going to call {@link #turn} in time. */
  private final AtomicBoolean isTurning = new AtomicBoolean();

  private final Runnable onTurnWanted;
  private volatile long releasedNanos;
  private volatile boolean closed;

  /**
   * Makes one in which nothing waits.
   *
   * @param lingerNanos the least time between two batches that are no bursts, above 0
   * @param burst records that go without waiting longer, above 0
   * @param nanoTime the clock
   * @param onTurnWanted called, on a publisher's thread, when {@link #turn} must be called soon
   */
  Linger(long lingerNanos, int burst, LongSupplier nanoTime, Runnable onTurnWanted) {
    this.lingerNanos = lingerNanos;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.onTurnWanted = onTurnWanted;
    this.releasedNanos = nanoTime.getAsLong() - lingerNanos;
  }

  /** Makes one whose turns are taken by a thread of its own, until it is closed. */
  static Linger withThread(long lingerNanos, int burst) {
    Turns turns = new Turns();
    Linger linger = new Linger(lingerNanos, burst, System::nanoTime, turns::want);
    turns.begin(linger);
    return linger;
  }

  /** Lets {@code handOver} wait for its batch; it is run once, on any thread. */
  void add(Runnable handOver) {
    records.add(handOver);
    if (waiting.incrementAndGet() >= burst || closed) {
      release();
    } else if (!isTurning.get()) {
      if (nanoTime.getAsLong() - releasedNanos >= lingerNanos) {
        release();
      } else if (isTurning.compareAndSet(false, true)) {
        onTurnWanted.run();
      }
    }
  }

  /**
   * Lets go what has waited long enough; returns the nanoseconds after which it must be called
   * again, {@link #NO_TURN} where nothing waits.
   */
  long turn() {
    long rest = lingerNanos - (nanoTime.getAsLong() - releasedNanos);
    if (rest > 0) {
      return rest;
    }
    if (waiting.get() > 0) {
      release();
      return lingerNanos;
    }
    isTurning.set(false);
    // Who came between the look and the line above relied on this turn.
    return waiting.get() > 0 && isTurning.compareAndSet(false, true) ? 0 : NO_TURN;
  }

  /** Lets everything go; what is added from now on goes at once. */
  @Override
  public void close() {
    closed = true;
    release();
    onTurnWanted.run();
  }

  private void release() {
    if (releasing.getAndIncrement() != 0) {
      return; // whoever is at it looks again
    }
    int seen = 1;
    while (seen != 0) {
      Runnable next = records.poll();
      while (next != null) {
        waiting.decrementAndGet();
        run(next);
        next = records.poll();
      }
      releasedNanos = nanoTime.getAsLong();
      seen = releasing.addAndGet(-seen);
    }
  }

  /** Whatever one record does, those behind it must leave. */
  private static void run(Runnable handOver) {
    try {
      handOver.run();
    } catch (RuntimeException | Error e) {
      LOGGER.atError().setCause(e).log("a record could not be handed over");
    }
  }

  /** The thread that takes turns: asleep for the linger while records come, for good otherwise. */
  private static final class Turns implements Runnable {
    private final Thread thread = Thread.ofPlatform().name("bus-linger").daemon().unstarted(this);
    private @Nullable Linger linger;
    private volatile boolean isWanted;

    void begin(Linger turned) {
      linger = turned;
      thread.start();
    }

    void want() {
      isWanted = true;
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      Linger turned = requireNonNull(linger);
      while (!turned.closed) {
        long rest = turned.turn();
        if (rest != NO_TURN) {
          LockSupport.parkNanos(this, rest);
        } else {
          while (!isWanted) {
            LockSupport.park(this);
          }
          isWanted = false;
        }
      }
    }
  }
}
