package org.godwit.muc.owner;

import java.util.List;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.muc.room.Effect;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Sends what rooms say: one record for each partition of accounts, however many of them it is for
 * (docs/adr, 11). Any thread; blocks only until the number of partitions is known.
 */
final class Outlet {

  private final StanzaPublisher bus;
  private final ServedDomains domains;
  private final int receiversMax;

  /**
   * Creates one.
   *
   * @param receiversMax how many receivers one record has at most
   */
  Outlet(StanzaPublisher bus, ServedDomains domains, int receiversMax) {
    this.bus = bus;
    this.domains = domains;
    this.receiversMax = receiversMax;
  }

  /** Sends {@code stanza} to everybody in {@code to}; {@code work} waits until it is durable. */
  void send(List<Effect.Receiver> to, XmlElement stanza, Work work) {
    if (to.size() == 1) {
      toOwner(to.getFirst().jid(), stanza, work);
      return;
    }
    Audience audience = new Audience(bus.partitions(Topics.SESSION), receiversMax);
    for (Effect.Receiver receiver : to) {
      Jid jid = receiver.jid();
      if (jid.isFull() && Topics.SESSION.equals(topicOf(jid))) {
        audience.add(jid);
      } else {
        toOwner(jid, stanza, work);
      }
    }
    audience.records().forEach(each -> toOwners(each, stanza, work));
  }

  private void toOwners(Audience.Share share, XmlElement stanza, Work work) {
    List<Jid> receivers = share.receivers();
    if (receivers.size() == 1) {
      toOwner(receivers.getFirst(), stanza, work);
      return;
    }
    work.retain();
    bus.publishTo(
        Topics.SESSION,
        share.partition(),
        new BusMessage.IncomingMany(
            StanzaHeads.of(stanza, null), StanzaBytes.of(stanza), receivers),
        work);
  }

  /** Leaves it to the owner of the address. */
  private void toOwner(Jid to, XmlElement stanza, Work work) {
    String topic = topicOf(to);
    if (topic == null) {
      return;
    }
    StanzaHead head = StanzaHeads.of(stanza, to);
    byte[] bytes = StanzaBytes.of(stanza.toBuilder().attribute("to", to.toString()).build());
    work.retain();
    bus.publish(topic, to.bareText(), new BusMessage.Incoming(null, head, bytes), work);
  }

  /** Returns the topic of the owner, or null where nobody is there to get it. */
  private @Nullable String topicOf(Jid to) {
    return switch (domains.serviceOf(to.domain())) {
      case SESSION -> to.local() == null ? null : Topics.SESSION;
      case MUC -> Topics.MUC;
      case CHANNEL -> Topics.CHANNEL;
      case REMOTE -> null;
    };
  }
}
