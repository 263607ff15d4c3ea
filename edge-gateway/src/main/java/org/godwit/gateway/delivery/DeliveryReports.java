package org.godwit.gateway.delivery;

import org.godwit.bus.Completion;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.metrics.GatewayMetrics.StreamManagementEvent;
import org.godwit.gateway.routing.OwnerLane;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.gateway.routing.StanzaOutlet;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;

/** What owners are told about a gateway's topic. Any thread; never blocks. */
public final class DeliveryReports {
  private final String gateway;
  private final long epoch;
  private final OwnerPublisher owners;
  private final GatewayMetrics metrics;
  private final Returns returns = new Returns();

  /**
   * Makes the reports of this gateway.
   *
   * @param reader the start since which it is read: owners heard of it, and so of the end of all
   *     streams of earlier ones
   */
  public DeliveryReports(GatewayStarted reader, OwnerPublisher owners, GatewayMetrics metrics) {
    this.gateway = reader.gateway();
    this.epoch = reader.epoch();
    this.owners = owners;
    this.metrics = metrics;
  }

  /** Makes the reports of a dead gateway, all of whose streams are of an earlier start. */
  public static DeliveryReports ofDead(
      String gateway, OwnerPublisher owners, GatewayMetrics metrics) {
    return new DeliveryReports(new GatewayStarted(gateway, Long.MAX_VALUE), owners, metrics);
  }

  void delivered(String streamId, PendingDelivery delivery, Completion completion) {
    String receipt = delivery.receipt();
    Jid to = delivery.head().to();
    if (receipt == null || to == null) {
      completion.failed(new IllegalArgumentException("a delivery without receipt or addressee"));
      return;
    }
    owners.publish(to.bareText(), new Delivered(ref(streamId), receipt), completion);
  }

  void undelivered(String streamId, PendingDelivery delivery, Completion completion) {
    metrics.onUndelivered();
    Jid to = delivery.head().to();
    if (to == null) {
      // Without an addressee nobody owns the stanza: it belongs among the dead letters.
      completion.failed(new IllegalArgumentException("a delivery without an addressee"));
      return;
    }
    owners.publish(
        to.bareText(),
        undelivered(ref(streamId), delivery),
        new Return(returns.begin(), completion));
  }

  void undelivered(
      StreamRef stream, OwnerLane lane, PendingDelivery delivery, Completion completion) {
    metrics.onUndelivered();
    lane.publish(undelivered(stream, delivery), new Return(returns.begin(), completion));
  }

  private static Undelivered undelivered(StreamRef stream, PendingDelivery delivery) {
    return new Undelivered(
        stream,
        delivery.head(),
        delivery.stanza(),
        delivery.receipt(),
        delivery.source(),
        delivery.offset());
  }

  /**
   * The stream was gone when it was bound. One of an earlier start may have been enabled since and
   * be resumed: its owner has heard what became of it, and the record is only read once more.
   */
  void boundTooLate(StreamBound bound, Completion completion) {
    if (bound.stream().indexOf('-') > 0 && StanzaOutlet.epochOf(bound.stream()) < epoch) {
      completion.done();
      return;
    }
    owners.publish(
        bound.boundJid().bareText(),
        new StreamClosed(ref(bound.stream()), bound.boundJid()),
        completion);
  }

  /** The connection was gone when the owner let it go on with {@code previd}: so it is again. */
  void resumedTooLate(StreamResumed resumed, long offset, Completion completion) {
    metrics.onStreamManagement(StreamManagementEvent.DETACHED);
    owners.publish(
        resumed.boundJid().bareText(),
        new StreamDetached(
            ref(resumed.previd()), new StreamCounts(resumed.in(), resumed.out(), offset)),
        completion);
  }

  /**
   * Answers for a stream that is not here; all that began to go back must be durable first.
   *
   * @param account the account's bare JID, the key of the request: nothing else tells it here
   */
  void released(StreamRelease release, String account, Completion completion) {
    if (account.isEmpty() || account.equals(release.stream())) {
      completion.failed(new IllegalArgumentException("a release without its account as key"));
      return;
    }
    returns.whenDone(() ->
        owners.publish(
            account,
            new StreamReleased(ref(release.stream()), null, release.attached()),
            completion));
  }

  /** Answers a barrier; all that began to go back must be durable first. */
  void drained(GatewayBarrier barrier, Completion completion) {
    returns.whenDone(() ->
        owners.publishTo(
            barrier.partition(), new GatewayDrained(gateway, barrier.epoch()), completion));
  }

  private StreamRef ref(String streamId) {
    return new StreamRef(gateway, streamId);
  }

  private final class Return implements Completion {
    private final long ticket;
    private final Completion completion;

    Return(long ticket, Completion completion) {
      this.ticket = ticket;
      this.completion = completion;
    }

    @Override
    public void done() {
      completion.done();
      returns.end(ticket);
    }

    @Override
    public void failed(Throwable cause) {
      completion.failed(cause);
      returns.end(ticket);
    }
  }
}
