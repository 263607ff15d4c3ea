package org.godwit.gateway.lease;

import java.util.BitSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.gateway.routing.Lease;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.DeliverMany;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of a dead gateway until every partition's barrier is answered.
 *
 * <p>It ends at once, and leaves the rest unfinished, when the gateway lives again: when somebody
 * says so by {@link #stop}, or when it meets a barrier for a later start. Each owner sends that
 * barrier before anything for the streams of the later start, so nothing of those is touched here.
 * A reader that is started anew by the bus begins with a new owner. Any thread.
 */
final class Adoption implements PartitionOwner {

  private static final Logger LOGGER = LoggerFactory.getLogger(Adoption.class);

  /**
   * What an adoption needs.
   *
   * @param bus the bus
   * @param owners tells the partitions of topic {@code session}
   * @param lease the adopter's own: without it nothing is done
   * @param executor where subscriptions are begun and closed
   * @param metrics counts
   */
  record Surroundings(
      StanzaBus bus, OwnerPublisher owners, Lease lease, Executor executor, LeaseMetrics metrics) {}

  private final Surroundings with;
  private final String gateway;
  private final long epoch;
  private final Supplier<PartitionOwner> readers;
  private final int partitions;
  private final BitSet announced = new BitSet();
  private final BitSet drained = new BitSet();
  private final Object monitor = new Object();
  private PartitionOwner reader;
  private @Nullable Subscription subscription;
  private volatile boolean ended;

  /**
   * @param lease the dead gateway's
   * @param readers makes what reads its topic: it returns deliveries and answers barriers
   */
  Adoption(
      Surroundings with, String gateway, GatewayLease lease, Supplier<PartitionOwner> readers) {
    this.with = with;
    this.gateway = gateway;
    this.epoch = lease.epoch() + 1;
    this.readers = readers;
    this.partitions = with.bus().partitions(Topics.SESSION);
    this.reader = readers.get();
  }

  /** Tells all partitions that the gateway's streams are lost, then reads its topic. */
  void begin() {
    with.metrics().onBegun();
    LOGGER.atInfo().addKeyValue("gateway", gateway).log("adopts the topic of a dead gateway");
    GatewayStarted lost = new GatewayStarted(gateway, epoch);
    for (int partition = 0; partition < partitions; partition++) {
      int number = partition;
      with.owners().publishTo(partition, lost, whenDone(() -> onAnnounced(number)));
    }
  }

  /** Returns the start of the gateway that is dead. */
  long deadEpoch() {
    return epoch - 1;
  }

  /** Tells whether all that was for the dead gateway has gone back. */
  boolean isDrained() {
    synchronized (monitor) {
      return drained.cardinality() == partitions;
    }
  }

  /** Ends it, finished or not; the topic is let go soon after. */
  void stop() {
    if (end()) {
      with.executor().execute(this::letGo);
    }
  }

  /** Ends it and waits until the topic is let go. Not on the bus's threads. */
  void stopAndWait() {
    end();
    letGo();
  }

  private boolean end() {
    boolean finished;
    synchronized (monitor) {
      if (ended) {
        return false;
      }
      ended = true;
      finished = isDrained();
    }
    if (finished) {
      with.metrics().onFinished();
    } else {
      with.metrics().onStopped();
    }
    LOGGER
        .atInfo()
        .addKeyValue("gateway", gateway)
        .log(finished ? "adopted topic is drained" : "adoption ends before its time");
    return true;
  }

  private void letGo() {
    Subscription reading;
    synchronized (monitor) {
      reading = subscription;
      subscription = null;
    }
    if (reading != null) {
      reading.close();
    }
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    if (record.message() instanceof GatewayBarrier barrier) {
      if (barrier.epoch() > epoch) {
        stop();
      } else if (mayAct()) {
        reader.onRecord(
            record, barrier.epoch() == epoch ? answered(barrier, completion) : completion);
      }
    } else if (mayAct()) {
      boolean counted =
          record.message() instanceof Deliver || record.message() instanceof DeliverMany;
      reader.onRecord(record, counted ? returned(completion) : completion);
    }
  }

  @Override
  public void onBatchEnd() {
    reader.onBatchEnd();
  }

  @Override
  public void flushState(PublishCallback durable) {
    reader.flushState(durable);
  }

  @Override
  public void close() {
    reader.close();
    reader = readers.get();
  }

  private boolean mayAct() {
    return !ended && with.lease().isHeld();
  }

  private void onAnnounced(int partition) {
    synchronized (monitor) {
      announced.set(partition);
      if (announced.cardinality() < partitions) {
        return;
      }
    }
    with.executor().execute(this::read);
  }

  private void read() {
    String topic = Topics.gateway(gateway);
    synchronized (monitor) {
      if (ended) {
        return;
      }
      subscription = with.bus().read(topic, topic, this);
      subscription.start();
    }
  }

  private Completion answered(GatewayBarrier barrier, Completion completion) {
    return new Counted(
        completion,
        () -> {
          synchronized (monitor) {
            drained.set(barrier.partition());
          }
        });
  }

  private Completion returned(Completion completion) {
    return new Counted(completion, with.metrics()::onReturned);
  }

  private static Completion whenDone(Runnable task) {
    return new Counted(
        new Completion() {
          @Override
          public void done() {
            // Only the task is of interest.
          }

          @Override
          public void failed(Throwable cause) {
            LOGGER.atError().setCause(cause).log("owners cannot be told of a dead gateway");
          }
        },
        task);
  }

  /** Runs a task after a record is done. */
  private record Counted(Completion completion, Runnable task) implements Completion {
    @Override
    public void done() {
      completion.done();
      task.run();
    }

    @Override
    public void failed(Throwable cause) {
      completion.failed(cause);
    }
  }
}
