package org.godwit.gateway.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.godwit.bus.Completion;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to its streams: done when each of them has got the stanza or the return of it
 * is durable. Any thread.
 */
public final class PendingDelivery {
  private final Deliver message;
  private final Completion completion;
  private final DeliveryReports reports;
  private final AtomicInteger remaining;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  PendingDelivery(Deliver message, Completion completion, DeliveryReports reports) {
    this.message = message;
    this.completion = completion;
    this.reports = reports;
    this.remaining = new AtomicInteger(message.streams().size());
  }

  /** Returns the stanza's bytes, as the bus carries them. */
  public byte[] stanza() {
    return message.stanza();
  }

  /** The stanza is on the wire of {@code streamId}. */
  public void onWritten(String streamId) {
    if (message.receipt() == null) {
      countDown();
    } else {
      reports.delivered(streamId, message, new OneStream());
    }
  }

  /** The stanza cannot be written to {@code streamId}. */
  public void onNotWritten(String streamId) {
    reports.undelivered(streamId, message, new OneStream());
  }

  private void countDown() {
    if (remaining.decrementAndGet() == 0) {
      Throwable cause = failure.get();
      if (cause == null) {
        completion.done();
      } else {
        completion.failed(cause);
      }
    }
  }

  private final class OneStream implements Completion {
    @Override
    public void done() {
      countDown();
    }

    @Override
    public void failed(Throwable cause) {
      failure.compareAndSet(null, cause);
      countDown();
    }
  }
}
