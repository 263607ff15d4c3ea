package org.godwit.gateway.delivery;

import org.godwit.bus.Completion;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;

/** What owners are told about deliveries. Any thread; never blocks. */
public final class DeliveryReports {
  private final String gateway;
  private final OwnerPublisher owners;
  private final GatewayMetrics metrics;

  /** Makes the reports of {@code gateway}. */
  public DeliveryReports(String gateway, OwnerPublisher owners, GatewayMetrics metrics) {
    this.gateway = gateway;
    this.owners = owners;
    this.metrics = metrics;
  }

  void delivered(String streamId, Deliver message, Completion completion) {
    String receipt = message.receipt();
    Jid to = message.head().to();
    if (receipt == null || to == null) {
      completion.failed(new IllegalArgumentException("a delivery without receipt or addressee"));
      return;
    }
    owners.publish(to.bareText(), new Delivered(ref(streamId), receipt), completion);
  }

  void undelivered(String streamId, Deliver message, Completion completion) {
    metrics.onUndelivered();
    Jid to = message.head().to();
    if (to == null) {
      // Without an addressee nobody owns the stanza: it belongs among the dead letters.
      completion.failed(new IllegalArgumentException("a delivery without an addressee"));
      return;
    }
    owners.publish(
        to.bareText(),
        new Undelivered(ref(streamId), message.head(), message.stanza(), message.receipt()),
        completion);
  }

  void boundTooLate(StreamBound bound, Completion completion) {
    owners.publish(
        bound.boundJid().bareText(),
        new StreamClosed(ref(bound.stream()), bound.boundJid()),
        completion);
  }

  private StreamRef ref(String streamId) {
    return new StreamRef(gateway, streamId);
  }
}
