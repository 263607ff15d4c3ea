package org.godwit.gateway.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * What one poll brought for the streams of one event loop, in the order of the records. Filled by
 * the reading thread, then run once by the loop.
 */
final class LoopBatch implements Runnable {
  private sealed interface Order {
    record Write(String streamId, StreamSink stream, PendingDelivery delivery) implements Order {}

    record Call(StreamSink stream, Runnable task, Runnable rejection) implements Order {}

    record Mark(Runnable task) implements Order {}
  }

  private final List<Order> orders = new ArrayList<>();

  void write(String streamId, StreamSink stream, PendingDelivery delivery) {
    orders.add(new Order.Write(streamId, stream, delivery));
  }

  /** Runs {@code task} between the stanzas of {@code stream}; {@code rejection} where it cannot. */
  void call(StreamSink stream, Runnable task, Runnable rejection) {
    orders.add(new Order.Call(stream, task, rejection));
  }

  /** Runs {@code task} after all that came before, also where that is rejected. */
  void mark(Runnable task) {
    orders.add(new Order.Mark(task));
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
        case Order.Call call -> {
          // What stands before it in the topic must stand before it on the wire.
          call.stream.flush();
          call.task.run();
        }
        case Order.Mark mark -> mark.task.run();
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
        case Order.Call call -> call.rejection.run();
        case Order.Mark mark -> mark.task.run();
      }
    }
  }
}
