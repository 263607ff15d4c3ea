package org.godwit.gateway.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.godwit.bus.Completion;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.delivery.PendingRelease;
import org.godwit.gateway.routing.OwnerLane;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * How a bound stream ends (docs/stream-lifecycle.md, sections 1 to 3): what it did not get goes
 * back in wire order, then its owner is told. What is sent to it meanwhile goes back as well, until
 * nobody finds it any more. Event loop only.
 */
final class StreamEnding {
  /** Why the stream ends. */
  enum Cause {
    /** One side ended it, or it cannot be resumed. */
    CLOSED,
    /** The connection is lost, and the stream may be resumed. */
    LOST,
    /** Its owner gives it to another connection. */
    RELEASED
  }

  /** For what nobody waits for. */
  static final Completion UNREPORTED =
      new Completion() {
        @Override
        public void done() {
          // Nothing waits for it.
        }

        @Override
        public void failed(Throwable cause) {
          // The failure has been logged.
        }
      };

  private final BoundStream stream;
  private final StreamRef ref;
  private final Jid boundJid;
  private final OwnerLane lane;
  private final List<PendingDelivery> late = new ArrayList<>();
  private final List<PendingRelease> releases = new ArrayList<>();
  private @Nullable StreamCounts counts;
  private boolean isTold;

  StreamEnding(BoundStream stream, StreamRef ref, Jid boundJid, OwnerLane lane) {
    this.stream = stream;
    this.ref = ref;
    this.boundJid = boundJid;
    this.lane = lane;
  }

  /** Begins to end a stream without management: what the socket takes still is written. */
  void begin(Cause cause, OutboundBatch batch) {
    batch.whenLanded(() -> finish(cause, List.of()));
  }

  /** Begins to end a managed stream: one that may go on needs the exact count of its stanzas. */
  void begin(
      Cause cause, StreamManagement managed, OwnPublishes publishes, Consumer<Runnable> later) {
    managed.end();
    if (cause == Cause.CLOSED) {
      finish(cause, managed);
    } else {
      publishes.whenSettled(() -> later.accept(() -> finish(cause, managed)));
    }
  }

  private void finish(Cause cause, StreamManagement managed) {
    StreamCounts exact = managed.counts();
    counts = exact;
    // The client would send a stanza again that its own successors have overtaken.
    boolean isGone = managed.hasGap();
    List<PendingDelivery> uncovered = managed.uncovered();
    if ((isGone || cause == Cause.CLOSED) && !uncovered.isEmpty()) {
      tell(new StreamProgress(ref, exact), uncovered, null);
      uncovered = List.of();
    }
    managed.giveBack();
    if (isGone && cause == Cause.RELEASED) {
      tell(new StreamClosed(ref, boundJid), List.of(), null);
    }
    finish(isGone && cause == Cause.LOST ? Cause.CLOSED : cause, uncovered);
  }

  private void finish(Cause cause, List<PendingDelivery> uncovered) {
    isTold = true;
    late.forEach(this::giveBack);
    late.clear();
    Runnable forget = stream::forget;
    StreamCounts known = counts;
    switch (cause) {
      case LOST -> {
        if (known != null) {
          stream.onDetached();
          tell(new StreamDetached(ref, known), uncovered, forget);
        }
      }
      case CLOSED -> tell(new StreamClosed(ref, boundJid), uncovered, forget);
      case RELEASED -> {
        // The answers below are all that is to be told.
      }
    }
    List<PendingDelivery> covered = cause == Cause.RELEASED ? uncovered : List.of();
    for (PendingRelease asked : releases) {
      lane.publishAlone(
          new StreamReleased(ref, known, asked.request().attached()),
          new Told(covered, forget, asked.completion()));
      covered = List.of();
    }
    releases.clear();
  }

  private void tell(BusMessage message, List<PendingDelivery> uncovered, @Nullable Runnable then) {
    lane.publishAlone(message, new Told(uncovered, then, null));
  }

  /** Takes a stanza that came too late. */
  void onLate(PendingDelivery delivery) {
    if (isTold) {
      giveBack(delivery);
    } else {
      late.add(delivery);
    }
  }

  private void giveBack(PendingDelivery delivery) {
    delivery.onReturned(ref, lane);
  }

  /** The owner wants to know when all has gone back. */
  void onRelease(PendingRelease last) {
    for (PendingRelease asked = last; asked != null; asked = asked.earlier()) {
      if (isTold) {
        lane.publishAlone(
            new StreamReleased(ref, counts, asked.request().attached()), asked.completion());
      } else {
        releases.add(asked);
      }
    }
  }

  /** What is done when an owner has been told; any thread. */
  private final class Told implements Completion {
    private final List<PendingDelivery> covered;
    private final @Nullable Runnable then;
    private final @Nullable Completion record;

    Told(List<PendingDelivery> covered, @Nullable Runnable then, @Nullable Completion record) {
      this.covered = covered;
      this.then = then;
      this.record = record;
    }

    @Override
    public void done() {
      for (PendingDelivery delivery : covered) {
        delivery.onWritten(ref.stream());
      }
      if (then != null) {
        then.run();
      }
      if (record != null) {
        record.done();
      }
    }

    /** Only a record that is impossible fails; it must not hold the topic up. */
    @Override
    public void failed(Throwable cause) {
      for (PendingDelivery delivery : covered) {
        delivery.onWritten(ref.stream());
      }
      if (then != null) {
        then.run();
      }
      if (record != null) {
        record.failed(cause);
      }
    }
  }
}
