package org.godwit.gateway.routing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.jspecify.annotations.Nullable;

/** Where streams put what is for the bus. Any thread; never blocks. */
public final class StanzaOutlet {
  private static final int RADIX = 36;

  private final String gateway;
  private final String topic;
  private final StanzaPublisher publisher;
  private final OwnerPublisher owners;
  private final Lease lease;

  /** Makes the outlet of {@code gateway}, which may act as long as it holds {@code lease}. */
  public StanzaOutlet(
      String gateway, StanzaPublisher publisher, OwnerPublisher owners, Lease lease) {
    this.gateway = gateway;
    this.topic = Topics.gateway(gateway);
    this.publisher = publisher;
    this.owners = owners;
    this.lease = lease;
  }

  /** Tells whether streams may write and publish. */
  public boolean isLeaseHeld() {
    return lease.isHeld();
  }

  /** Returns the reference of a stream of this gateway. */
  public StreamRef ref(String streamId) {
    return new StreamRef(gateway, streamId);
  }

  /** Publishes the {@code n}-th stanza of {@code stream}; reports when all its records are done. */
  public void publish(
      InboundDecision.Publish decision, StreamRef stream, long n, PublishCallback callback) {
    Origin origin = new Origin(stream, n);
    Route route = decision.route();
    PublishCallback last = callback;
    if (route.copyKey() != null) {
      last = new Both(callback);
      publisher.publish(
          Topics.SESSION,
          route.copyKey(),
          new BusMessage.Sent(origin, decision.head(), decision.stanza()),
          last);
    }
    BusMessage message =
        route.sent()
            ? new BusMessage.Sent(origin, decision.head(), decision.stanza())
            : new BusMessage.Incoming(origin, decision.head(), decision.stanza());
    publisher.publish(route.topic(), route.key(), message, last);
  }

  /** Sends a stanza of the edge itself to {@code stream} through the gateway's own topic. */
  public void answer(StreamRef stream, StanzaHead head, byte[] stanza, PublishCallback callback) {
    publisher.publish(
        topic,
        stream.stream(),
        new BusMessage.Deliver(List.of(stream.stream()), head, stanza, null),
        callback);
  }

  /** Asks an account's owner to bind a stream. */
  public void requestBind(BusMessage.StreamBind request, PublishCallback callback) {
    publisher.publish(Topics.SESSION, request.account().bareText(), request, callback);
  }

  /** Asks the owner of {@code account} to let a stream go on where another ended. */
  public void requestResume(BusMessage.StreamResume request, PublishCallback callback) {
    publisher.publish(Topics.SESSION, request.account().bareText(), request, callback);
  }

  /** Returns the start of the gateway that a stream belongs to, from the stream's id. */
  public static long epochOf(String streamId) {
    int dash = streamId.indexOf('-');
    return Long.parseLong(streamId.substring(0, Math.max(dash, 0)), RADIX);
  }

  /** Returns a lane for what {@code account}'s owner must be told in order. */
  public OwnerLane lane(String account) {
    return owners.lane(account);
  }

  /** Tells the owner of {@code boundJid}'s account that the stream has ended. */
  public void streamClosed(StreamRef stream, Jid boundJid) {
    owners.publish(boundJid.bareText(), new BusMessage.StreamClosed(stream, boundJid));
  }

  /** Asks the owner of {@code account} to tell when all is forwarded that the stream has sent. */
  public void barrier(StreamRef stream, String account, String barrierId) {
    owners.publish(account, new BusMessage.StreamBarrier(stream, barrierId));
  }

  /** Tells whether streams must stop reading; {@link StanzaPublisher#onDrained} ends it. */
  public boolean isSaturated() {
    return publisher.isSaturated();
  }

  /** Reports two records as one: a failure at once, success with the second. */
  private static final class Both implements PublishCallback {
    private final PublishCallback callback;
    private final AtomicInteger remaining = new AtomicInteger(2);

    Both(PublishCallback callback) {
      this.callback = callback;
    }

    @Override
    public void onPublished(@Nullable Throwable failure) {
      boolean isLast =
          failure == null ? remaining.decrementAndGet() == 0 : remaining.getAndSet(0) > 0;
      if (isLast) {
        callback.onPublished(failure);
      }
    }
  }
}
