package org.godwit.gateway.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.DeliverMany;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.BusMessage.ToOwner;
import org.godwit.protocol.stanza.StreamError;

/**
 * Reads a gateway's topic and hands each poll's records to event loops, one task per loop. With an
 * empty directory it reads the topic of a gateway that is dead: all of it goes back. One thread at
 * a time, the bus's.
 */
public final class DeliveryConsumer implements PartitionOwner {
  private final StreamDirectory streams;
  private final DeliveryReports reports;
  private final Map<Executor, LoopBatch> batches = new HashMap<>();

  /** Every loop that got something: what it was given before may still have to go back. */
  private final Set<Executor> loops = new HashSet<>();

  /** Delivers to {@code streams}. */
  public DeliveryConsumer(StreamDirectory streams, DeliveryReports reports) {
    this.streams = streams;
    this.reports = reports;
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    BusMessage message = record.message();
    switch (message) {
      case Deliver deliver -> onDeliver(deliver, record.offset(), completion);
      case DeliverMany many -> onDeliverMany(many, record.offset(), completion);
      case StreamBound bound -> onBound(bound, completion);
      case StreamResumed resumed -> onResumed(resumed, record.offset(), completion);
      case StreamRelease release -> onRelease(release, record.key(), completion);
      case GatewayBarrier barrier -> afterAll(() -> reports.drained(barrier, completion));
      case StreamBindRefused refused ->
          call(refused.stream(), stream -> stream.onBindRefused(refused), completion);
      case StreamResumeRefused refused ->
          call(refused.stream(), stream -> stream.onResumeRefused(refused), completion);
      case ProfileChanged changed ->
          call(changed.stream(), stream -> stream.onProfileChanged(changed), completion);
      case StreamClose close -> {
        StreamError error = StreamError.of(close.condition(), close.text());
        call(close.stream(), stream -> stream.onClose(error), completion);
      }
      case ToOwner _ ->
          completion.failed(
              new IllegalArgumentException(
                  "not for a gateway: " + message.getClass().getSimpleName()));
    }
  }

  private void onDeliver(Deliver deliver, long offset, Completion completion) {
    if (deliver.streams().isEmpty()) {
      completion.failed(new IllegalArgumentException("a delivery to no stream"));
      return;
    }
    PendingDelivery delivery = new PendingDelivery(deliver, offset, completion, reports);
    for (String streamId : deliver.streams()) {
      StreamSink stream = streams.find(streamId);
      if (stream == null) {
        // Behind what a loop may still have to give back of the same stream.
        afterAll(() -> delivery.onNotWritten(streamId));
      } else {
        batch(stream.loop()).write(streamId, stream, delivery);
      }
    }
  }

  /** To each stream its own delivery; the record is done when all are. */
  private void onDeliverMany(DeliverMany many, long offset, Completion completion) {
    Completion each = new OneOfMany(many.receivers().size(), completion);
    for (DeliverMany.Receiver receiver : many.receivers()) {
      onDeliver(many.to(receiver), offset, each);
    }
  }

  private void onBound(StreamBound bound, Completion completion) {
    StreamSink stream = streams.find(bound.stream());
    if (stream == null) {
      reports.boundTooLate(bound, completion);
      return;
    }
    batch(stream.loop())
        .call(
            stream,
            () -> {
              if (stream.onBound(bound)) {
                completion.done();
              } else {
                reports.boundTooLate(bound, completion);
              }
            },
            () -> reports.boundTooLate(bound, completion));
  }

  /** From this record on the stream is called by the other's id: what is behind it finds it. */
  private void onResumed(StreamResumed resumed, long offset, Completion completion) {
    StreamSink stream = streams.find(resumed.stream());
    if (stream == null || !stream.isResuming()) {
      // The order of these two look-ups matters: a stream that ends is gone before it stops
      // waiting. One that is there has resumed already, and this is a repetition.
      if (streams.find(resumed.stream()) == null && streams.find(resumed.previd()) == null) {
        reports.resumedTooLate(resumed, offset, completion);
      } else {
        completion.done();
      }
      return;
    }
    streams.add(resumed.previd(), stream);
    Runnable tooLate =
        () -> {
          streams.remove(resumed.previd(), stream);
          reports.resumedTooLate(resumed, offset, completion);
        };
    batch(stream.loop())
        .call(
            stream,
            () -> {
              if (stream.onResumed(resumed, offset)) {
                completion.done();
              } else {
                tooLate.run();
              }
            },
            tooLate);
  }

  /** Gives a stream up; {@code account} is the key of such a record. */
  private void onRelease(StreamRelease release, String account, Completion completion) {
    String streamId = release.stream();
    PendingRelease pending = new PendingRelease(release, completion, null);
    Runnable released = () -> reports.released(release, account, completion);
    StreamSink stream = streams.find(streamId);
    if (stream == null) {
      afterAll(released);
      return;
    }
    batch(stream.loop())
        .call(
            stream,
            () -> {
              if (!stream.onRelease(pending)) {
                released.run();
              }
            },
            released);
  }

  /** Runs {@code task} when every loop has seen all that it was given before this record. */
  private void afterAll(Runnable task) {
    AtomicInteger remaining = new AtomicInteger(loops.size() + 1);
    Runnable mark =
        () -> {
          if (remaining.decrementAndGet() == 0) {
            task.run();
          }
        };
    for (Executor loop : loops) {
      batch(loop).mark(mark);
    }
    mark.run();
  }

  private void call(String streamId, Consumer<StreamSink> task, Completion completion) {
    StreamSink stream = streams.find(streamId);
    if (stream == null) {
      completion.done();
      return;
    }
    batch(stream.loop())
        .call(
            stream,
            () -> {
              task.accept(stream);
              completion.done();
            },
            completion::done);
  }

  private LoopBatch batch(Executor loop) {
    LoopBatch batch = batches.get(loop);
    if (batch == null) {
      batch = new LoopBatch();
      batches.put(loop, batch);
      loops.add(loop);
    }
    return batch;
  }

  @Override
  public void onBatchEnd() {
    for (Map.Entry<Executor, LoopBatch> entry : batches.entrySet()) {
      try {
        entry.getKey().execute(entry.getValue());
      } catch (RejectedExecutionException e) {
        entry.getValue().reject();
      }
    }
    batches.clear();
  }
}
