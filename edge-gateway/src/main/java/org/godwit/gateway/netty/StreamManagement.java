package org.godwit.gateway.netty;

import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.bus.Completion;
import org.godwit.bus.PublishCallback;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.routing.OwnerLane;
import org.godwit.gateway.xep0198_sm.AckPacing;
import org.godwit.gateway.xep0198_sm.DurableCount;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.gateway.xep0198_sm.SmRules;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0198_sm.UnackedQueue;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StreamError;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of one managed stream (XEP-0198, section 4; docs/stream-lifecycle.md, section 2).
 * Event loop only, but for the callbacks of {@link #begin}.
 */
final class StreamManagement {
  /**
   * Where a stream begins.
   *
   * @param isResumable whether it may be resumed
   * @param counts what was counted on earlier connections
   */
  record Start(boolean isResumable, StreamCounts counts) {}

  private static final byte[] REQUEST = SmElements.REQUEST.getBytes(StandardCharsets.US_ASCII);

  private final ClientStream stream;
  private final ChannelHandlerContext context;
  private final LoopStreams loop;
  private final StreamManagementProperties settings;
  private final StreamRef ref;
  private final OwnerLane lane;
  private final boolean isResumable;
  private final DurableCount durable;
  private final UnackedQueue<PendingDelivery> queue;
  private long ackedSource = -1;
  private final AckPacing pacing;
  private long begun;
  private boolean hasNew;

  /** What the owner is known to know. */
  private long reportedIn;

  private long requestedIn;
  private boolean isRequested;
  private boolean isReporting;
  private boolean isReportDue;
  private boolean isTimerSet;
  private boolean isEnded;

  StreamManagement(
      ClientStream stream,
      ChannelHandlerContext context,
      LoopStreams loop,
      StreamManagementProperties settings,
      StreamRef ref,
      OwnerLane lane,
      Start start) {
    this.stream = stream;
    this.context = context;
    this.loop = loop;
    this.settings = settings;
    this.ref = ref;
    this.lane = lane;
    this.isResumable = start.isResumable;
    StreamCounts counts = start.counts;
    this.durable = new DurableCount(counts.in());
    this.queue = new UnackedQueue<>(counts.out(), counts.outOffset());
    this.pacing =
        new AckPacing(settings.ackRequestStanzas(), counts.out(), settings.ackTimeout().toNanos());
    this.begun = counts.in();
    this.reportedIn = counts.in();
  }

  boolean isResumable() {
    return isResumable;
  }

  /** The client's next stanza is about to be published; returns what is to be told. */
  PublishCallback begin(OwnPublishes publishes) {
    long count = ++begun;
    PublishCallback settled = publishes.begin();
    return failure -> {
      if (failure == null && durable.settle(count)) {
        stream.later(this::advance);
      }
      settled.onPublished(failure);
    };
  }

  /** The client's next stanza needs no record. */
  void skip() {
    if (durable.settle(++begun)) {
      advance();
    }
  }

  /** The client wants to know how many of its stanzas are handled. */
  void onRequest() {
    isRequested = true;
    requestedIn = begun;
    advance();
  }

  /** Answers the client's request where the owner knows enough, else tells the owner. */
  private void advance() {
    if (isEnded) {
      return;
    }
    if (isRequested && requestedIn <= reportedIn) {
      isRequested = false;
      stream.write(SmElements.ack(reportedIn));
    }
    if (isReporting) {
      return;
    }
    boolean isAnswerDue = isRequested && durable.isReached(requestedIn);
    if (isAnswerDue || isReportDue) {
      report();
    }
  }

  private void report() {
    StreamCounts counts = counts();
    isReporting = true;
    isReportDue = false;
    lane.publishAlone(
        new StreamProgress(ref, counts),
        new Completion() {
          @Override
          public void done() {
            stream.later(() -> onReported(counts));
          }

          @Override
          public void failed(Throwable cause) {
            stream.later(() -> stream.onBug(cause));
          }
        });
  }

  private void onReported(StreamCounts counts) {
    if (isEnded) {
      return;
    }
    isReporting = false;
    reportedIn = counts.in();
    for (PendingDelivery done = queue.cover(counts.out());
        done != null;
        done = queue.cover(counts.out())) {
      done.onWritten(ref.stream());
    }
    advance();
    reportInTime();
  }

  /** Makes sure that the owner hears of what the client has acknowledged. */
  private void reportInTime() {
    if (!isReporting && !isTimerSet && queue.acked() > queue.covered()) {
      isTimerSet = true;
      loop.reportLater(this, settings.progressInterval().toNanos());
    }
  }

  /** The time is over that a report may wait. */
  void onReportDue() {
    isTimerSet = false;
    isReportDue = queue.acked() > queue.covered();
    advance();
  }

  /** Takes a stanza for the client; returns whether it is the first since the last flush. */
  boolean append(PendingDelivery delivery) {
    boolean first = !hasNew;
    hasNew = true;
    queue.add(delivery, delivery.offset(), delivery.stanza().length);
    return first;
  }

  /** What was appended goes on waiting, although a flush was due. */
  void hold() {
    hasNew = false;
  }

  /** Tells whether stanzas wait to be written. */
  boolean hasWaiting() {
    return queue.written() < queue.total();
  }

  /** Returns the number that the next stanza will have, from 0. */
  long nextNumber() {
    return queue.total();
  }

  /** Tells whether stanza {@code number} is acknowledged and its owner knows. */
  boolean isDone(long number) {
    return number < queue.covered();
  }

  /** Appends what may be written to {@code batch}, and asks for an acknowledgement where due. */
  void flushTo(OutboundBatch batch) {
    hasNew = false;
    long now = loop.nowNanos();
    boolean first = queue.written() == queue.acked();
    for (PendingDelivery next = queue.write(settings.unackedMax());
        next != null;
        next = queue.write(settings.unackedMax())) {
      batch.add(context, next.stanza());
      pacing.onWritten(first, next.receipt() != null, now);
      first = false;
    }
    if (pacing.asksAfterFlush(queue.written(), now)) {
      batch.addElement(context, REQUEST);
    }
  }

  /** Tells whether more waits for the client than may. */
  boolean isOverfull() {
    return queue.isOverfull(settings.queueMax(), settings.queueBytes().toBytes());
  }

  /** The client has handled {@code h} stanzas, modulo 2^32; returns what is wrong with that. */
  @Nullable StreamError onAck(long h) {
    long count = SmRules.acknowledged(h, queue.acked(), queue.written());
    if (count == SmRules.TOO_HIGH) {
      return SmElements.handledCountTooHigh(h, queue.written());
    }
    for (PendingDelivery done = queue.acknowledge(count);
        done != null;
        done = queue.acknowledge(count)) {
      done.onAcknowledged();
      Source source = done.source();
      if (source != null && !source.again()) {
        ackedSource = Math.max(ackedSource, source.offset());
      }
      isReportDue |= done.receipt() != null;
    }
    pacing.onAck(queue.acked(), queue.written(), loop.nowNanos());
    advance();
    reportInTime();
    return null;
  }

  /** Time has passed. */
  void onSweep(long now) {
    if (pacing.isOverdue(now)) {
      stream.onLost(Limit.ACK_TIME);
    } else if (pacing.asksInTime(queue.acked(), queue.written(), now)) {
      stream.write(SmElements.REQUEST);
    }
  }

  /** Asks for an acknowledgement, unless one is asked for already (XEP-0198, section 4). */
  void ask() {
    if (pacing.asksNow(queue.written(), loop.nowNanos())) {
      stream.write(SmElements.REQUEST);
    }
  }

  StreamCounts counts() {
    return new StreamCounts(durable.count(), queue.acked(), queue.ackedOffset(), ackedSource);
  }

  /** Tells whether the client cannot be told which of its stanzas it has to send again. */
  boolean hasGap() {
    return durable.hasGap();
  }

  /** Nothing is written or reported from now on. */
  void end() {
    isEnded = true;
  }

  /** Returns what the client has acknowledged and the owner may not know. */
  List<PendingDelivery> uncovered() {
    List<PendingDelivery> uncovered = new ArrayList<>();
    for (long number = queue.covered(); number < queue.acked(); number++) {
      uncovered.add(queue.entry(number));
    }
    return uncovered;
  }

  /** Gives back what the client has not acknowledged, in wire order. */
  void giveBack() {
    for (long number = queue.acked(); number < queue.total(); number++) {
      queue.entry(number).onReturned(ref, lane);
    }
  }
}
