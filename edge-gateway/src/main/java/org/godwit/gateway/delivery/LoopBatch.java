package org.godwit.gateway.delivery;

import java.util.ArrayList;
import java.util.List;
import org.godwit.bus.Completion;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.stanza.StreamError;

/**
 * What one poll brought for the streams of one event loop, in the order of the records. Filled by
 * the reading thread, then run once by the loop.
 */
final class LoopBatch implements Runnable {
  private sealed interface Order {
    record Write(String streamId, StreamSink stream, PendingDelivery delivery) implements Order {}

    record Bind(StreamSink stream, StreamBound bound, Completion completion) implements Order {}

    record Refuse(StreamSink stream, StreamBindRefused refused, Completion completion)
        implements Order {}

    record Close(StreamSink stream, StreamClose close, Completion completion) implements Order {}
  }

  private final List<Order> orders = new ArrayList<>();
  private final DeliveryReports reports;

  LoopBatch(DeliveryReports reports) {
    this.reports = reports;
  }

  void write(String streamId, StreamSink stream, PendingDelivery delivery) {
    orders.add(new Order.Write(streamId, stream, delivery));
  }

  void bind(StreamSink stream, StreamBound bound, Completion completion) {
    orders.add(new Order.Bind(stream, bound, completion));
  }

  void refuse(StreamSink stream, StreamBindRefused refused, Completion completion) {
    orders.add(new Order.Refuse(stream, refused, completion));
  }

  void close(StreamSink stream, StreamClose close, Completion completion) {
    orders.add(new Order.Close(stream, close, completion));
  }

  @Override
  public void run() {
    List<StreamSink> touched = new ArrayList<>();
    for (Order order : orders) {
      switch (order) {
        case Order.Write write -> {
          if (write.stream.append(write.streamId, write.delivery)) {
            touched.add(write.stream);
          }
        }
        case Order.Bind bind -> {
          if (bind.stream.onBound(bind.bound)) {
            bind.completion.done();
          } else {
            reports.boundTooLate(bind.bound, bind.completion);
          }
        }
        case Order.Refuse refuse -> {
          refuse.stream.onBindRefused(refuse.refused);
          refuse.completion.done();
        }
        case Order.Close close -> {
          // What stands before the end in the topic must stand before it on the wire.
          close.stream.flush();
          close.stream.onClose(StreamError.of(close.close.condition(), close.close.text()));
          close.completion.done();
        }
      }
    }
    for (StreamSink stream : touched) {
      stream.flush();
    }
  }

  /** The loop takes no more tasks: nothing can be written. */
  void reject() {
    for (Order order : orders) {
      switch (order) {
        case Order.Write write -> write.delivery.onNotWritten(write.streamId);
        case Order.Bind bind -> reports.boundTooLate(bind.bound, bind.completion);
        case Order.Refuse refuse -> refuse.completion.done();
        case Order.Close close -> close.completion.done();
      }
    }
  }
}
