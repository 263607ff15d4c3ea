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

/** Sends what rooms say. Any thread; never blocks. */
final class Outlet {

  private final StanzaPublisher bus;
  private final ServedDomains domains;

  Outlet(StanzaPublisher bus, ServedDomains domains) {
    this.bus = bus;
    this.domains = domains;
  }

  /** Sends {@code stanza} to everybody in {@code to}; {@code work} waits until it is durable. */
  void send(List<Effect.Receiver> to, XmlElement stanza, Work work) {
    for (Effect.Receiver receiver : to) {
      toOwner(receiver.jid(), stanza, work);
    }
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
