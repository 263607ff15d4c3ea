package org.godwit.session.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.DeliverMany;
import org.godwit.protocol.envelope.BusMessage.DeliverMany.Receiver;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.IncomingMany;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that one {@link IncomingMany} has brought about: one record for each gateway
 * instead of one for each account. Used under the partition's lock.
 */
final class Gathering {

  private final IncomingMany message;
  private final Map<String, Gathered> gateways = new LinkedHashMap<>();
  private byte @Nullable [] current;

  /** What is for one gateway, and who waits for it. */
  private record Gathered(@Nullable Source source, List<Receiver> receivers, List<Pending> pendings)
      implements PublishCallback {

    @Override
    public void onPublished(@Nullable Throwable failure) {
      pendings.forEach(pending -> pending.onPublished(failure));
    }
  }

  Gathering(IncomingMany message) {
    this.message = message;
  }

  /** Returns what the account of {@code receiver} gets, whose effects follow. */
  Incoming next(Jid receiver) {
    Incoming incoming = message.to(receiver);
    current = incoming.stanza();
    return incoming;
  }

  /**
   * Takes the effects of a decision where they are one, to write the stanza as it came to one
   * stream; then {@code pending} waits for it.
   */
  boolean takes(List<Effect> effects, Pending pending) {
    if (effects.size() != 1
        || !(effects.getFirst() instanceof Effect.ToGateway e)
        || !(e.message() instanceof Deliver deliver)
        || !isPlain(deliver)) {
      return false;
    }
    Jid to = deliver.head().to();
    if (to == null) {
      return false;
    }
    pending.retain();
    Gathered gathered =
        gateways.computeIfAbsent(
            e.gateway(),
            gateway -> new Gathered(deliver.source(), new ArrayList<>(), new ArrayList<>()));
    gathered.receivers().add(new Receiver(deliver.streams().getFirst(), to));
    gathered.pendings().add(pending);
    return true;
  }

  /** The bytes are compared by identity: an account that changed them has its own. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isPlain(Deliver deliver) {
    return deliver.stanza() == current
        && deliver.receipt() == null
        && deliver.streams().size() == 1;
  }

  /** Publishes what was gathered; {@code topics} names a gateway's topic. */
  void publish(StanzaPublisher bus, UnaryOperator<String> topics) {
    gateways.forEach((gateway, gathered) -> {
      DeliverMany many =
          new DeliverMany(
              gathered.receivers(), message.head(), message.stanza(), gathered.source());
      Receiver first = gathered.receivers().getFirst();
      if (gathered.receivers().size() == 1) {
        bus.publish(topics.apply(gateway), first.stream(), many.to(first), gathered);
      } else {
        bus.publish(topics.apply(gateway), "", many, gathered);
      }
    });
  }
}
