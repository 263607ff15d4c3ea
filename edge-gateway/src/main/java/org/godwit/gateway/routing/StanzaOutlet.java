package org.godwit.gateway.routing;

import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Where streams put what is for the bus. Any thread; never blocks. */
public final class StanzaOutlet {
  private final String gateway;
  private final StanzaPublisher publisher;
  private final OwnerPublisher owners;

  /** Makes the outlet of {@code gateway}. */
  public StanzaOutlet(String gateway, StanzaPublisher publisher, OwnerPublisher owners) {
    this.gateway = gateway;
    this.publisher = publisher;
    this.owners = owners;
  }

  /** Returns the reference of a stream of this gateway. */
  public StreamRef ref(String streamId) {
    return new StreamRef(gateway, streamId);
  }

  /** Publishes the {@code n}-th stanza of {@code stream}. */
  public void publish(
      InboundDecision.Publish decision, StreamRef stream, long n, PublishCallback callback) {
    Origin origin = new Origin(stream, n);
    Route route = decision.route();
    BusMessage message =
        route.sent()
            ? new BusMessage.Sent(origin, decision.head(), decision.stanza())
            : new BusMessage.Incoming(origin, decision.head(), decision.stanza());
    publisher.publish(route.topic(), route.key(), message, callback);
  }

  /** Asks the owner of {@code account} to bind a stream. */
  public void requestBind(
      StreamRef stream,
      Jid account,
      @Nullable String resource,
      String bindId,
      PublishCallback callback) {
    publisher.publish(
        Topics.SESSION,
        account.bareText(),
        new BusMessage.StreamBind(stream, account, resource, bindId),
        callback);
  }

  /** Tells the owner of {@code boundJid}'s account that the stream has ended. */
  public void streamClosed(StreamRef stream, Jid boundJid) {
    owners.publish(boundJid.bareText(), new BusMessage.StreamClosed(stream, boundJid));
  }

  /** Tells whether streams must stop reading; {@link StanzaPublisher#onDrained} ends it. */
  public boolean isSaturated() {
    return publisher.isSaturated();
  }
}
