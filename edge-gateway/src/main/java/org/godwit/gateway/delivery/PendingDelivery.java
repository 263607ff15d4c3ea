package org.godwit.gateway.delivery;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.godwit.bus.Completion;
import org.godwit.gateway.routing.OwnerLane;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaHead;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to its streams: done when each of them has got the stanza, as far as it can
 * tell, or the return of it is durable. Any thread.
 */
public final class PendingDelivery {
  private static final byte[] NOTHING = new byte[0];
  private static final AtomicIntegerFieldUpdater<PendingDelivery> REMAINING =
      AtomicIntegerFieldUpdater.newUpdater(PendingDelivery.class, "remaining");
  private static final AtomicIntegerFieldUpdater<PendingDelivery> HOLDERS =
      AtomicIntegerFieldUpdater.newUpdater(PendingDelivery.class, "holders");

  private final StanzaHead head;
  private final @Nullable String receipt;
  private final @Nullable Source source;
  private final long offset;
  private final Completion completion;
  private final DeliveryReports reports;
  private volatile int remaining;
  private volatile int holders;
  private volatile byte[] stanza;
  private volatile @Nullable Throwable failure;

  PendingDelivery(Deliver message, long offset, Completion completion, DeliveryReports reports) {
    this.head = message.head();
    this.receipt = message.receipt();
    this.source = message.source();
    this.offset = offset;
    this.completion = completion;
    this.reports = reports;
    this.remaining = message.streams().size();
    this.holders = remaining;
    this.stanza = message.stanza();
  }

  /** Returns the stanza's bytes, as the bus carries them; none where nobody needs them any more. */
  public byte[] stanza() {
    return stanza;
  }

  /** Returns the stanza's head. */
  public StanzaHead head() {
    return head;
  }

  /** Returns the receipt that the owner waits for, or null. */
  public @Nullable String receipt() {
    return receipt;
  }

  /** Returns the record that the stanza came to its owner with, or null. */
  public @Nullable Source source() {
    return source;
  }

  /** Returns the record's offset in the gateway's topic. */
  public long offset() {
    return offset;
  }

  /** One stream will not need the bytes again: its client has the stanza. */
  public void onAcknowledged() {
    if (HOLDERS.decrementAndGet(this) == 0) {
      stanza = NOTHING;
    }
  }

  /** {@code streamId} has the stanza: it is written, or acknowledged where that is waited for. */
  public void onWritten(String streamId) {
    if (receipt == null) {
      countDown();
    } else {
      reports.delivered(streamId, this, new OneStream());
    }
  }

  /** A stream had the stanza before: nothing is to be done for it. */
  public void onRepeated() {
    countDown();
  }

  /** The stanza cannot be written to {@code streamId}, which is not here any more. */
  public void onNotWritten(String streamId) {
    reports.undelivered(streamId, this, new OneStream());
  }

  /** A stream that is ending did not get the stanza; {@code lane} keeps the order of such. */
  public void onReturned(StreamRef stream, OwnerLane lane) {
    reports.undelivered(stream, lane, this, new OneStream());
  }

  private void countDown() {
    if (REMAINING.decrementAndGet(this) == 0) {
      Throwable cause = failure;
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
      failure = cause;
      countDown();
    }
  }
}
