package org.godwit.gateway.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.BusMessage.ToOwner;

/**
 * Reads the gateway's own topic and hands each poll's records to event loops, one task per loop.
 * One thread at a time, the bus's.
 */
public final class DeliveryConsumer implements PartitionOwner {
  private final StreamDirectory streams;
  private final DeliveryReports reports;
  private final Map<Executor, LoopBatch> batches = new HashMap<>();

  /** Delivers to {@code streams}. */
  public DeliveryConsumer(StreamDirectory streams, DeliveryReports reports) {
    this.streams = streams;
    this.reports = reports;
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    BusMessage message = record.message();
    switch (message) {
      case Deliver deliver -> onDeliver(deliver, completion);
      case StreamBound bound -> onBound(bound, completion);
      case StreamBindRefused refused -> {
        StreamSink stream = streams.find(refused.stream());
        if (stream == null) {
          completion.done();
        } else {
          batch(stream).refuse(stream, refused, completion);
        }
      }
      case StreamClose close -> {
        StreamSink stream = streams.find(close.stream());
        if (stream == null) {
          completion.done();
        } else {
          batch(stream).close(stream, close, completion);
        }
      }
      // TODO(3): stream management.
      case StreamRelease _,
          GatewayBarrier _,
          StreamResumed _,
          StreamResumeRefused _,
          ProfileChanged _,
          ToOwner _ ->
          completion.failed(
              new IllegalArgumentException(
                  "not for a gateway: " + message.getClass().getSimpleName()));
    }
  }

  private void onDeliver(Deliver deliver, Completion completion) {
    if (deliver.streams().isEmpty()) {
      completion.failed(new IllegalArgumentException("a delivery to no stream"));
      return;
    }
    PendingDelivery delivery = new PendingDelivery(deliver, completion, reports);
    for (String streamId : deliver.streams()) {
      StreamSink stream = streams.find(streamId);
      if (stream == null) {
        delivery.onNotWritten(streamId);
      } else {
        batch(stream).write(streamId, stream, delivery);
      }
    }
  }

  private void onBound(StreamBound bound, Completion completion) {
    StreamSink stream = streams.find(bound.stream());
    if (stream == null) {
      reports.boundTooLate(bound, completion);
    } else {
      batch(stream).bind(stream, bound, completion);
    }
  }

  private LoopBatch batch(StreamSink stream) {
    return batches.computeIfAbsent(stream.loop(), _ -> new LoopBatch(reports));
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
