package org.godwit.muc.owner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.muc.room.Effect;
import org.godwit.muc.room.Occupant;
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
    send(sorted(Map.of(), to), stanza, work);
  }

  /** Sends {@code stanza} to all of a room; {@code work} waits until it is durable. */
  void send(Everybody all, XmlElement stanza, Work work) {
    all.others().forEach(each -> toOwner(each.jid(), stanza, work));
    if (!all.shares().isEmpty()) {
      StanzaHead head = StanzaHeads.of(stanza, null);
      byte[] bytes = StanzaBytes.of(stanza);
      all.shares().forEach(each -> toOwners(each, head, bytes, work));
    }
  }

  /** Tells a session of all others and returns how many they are. */
  int tellOfOthers(ShownOccupants shown, Effect.TellOfOthers effect, Work work) {
    Jid to = effect.to().jid();
    String topic = topicOf(to);
    List<Occupant> others = effect.others();
    if (topic == null) {
      return 0;
    }
    String key = to.bareText();
    for (Occupant other : others) {
      ShownOccupants.Ready ready = shown.of(effect, other);
      StanzaHead head = ready.head();
      work.retain();
      bus.publish(
          topic,
          key,
          new BusMessage.Incoming(
              null,
              new StanzaHead(head.type(), head.id(), head.from(), to, head.traits()),
              StanzaBytes.addressed(ready.stanza(), to)),
          work);
    }
    shown.retain(effect.room().occupants());
    return others.size();
  }

  /** Sorts the sessions of {@code occupants} into records. */
  Everybody everybody(Map<String, Occupant> occupants) {
    return sorted(occupants, Everybody.sessions(occupants));
  }

  private Everybody sorted(Map<String, Occupant> occupants, List<Effect.Receiver> to) {
    Audience audience = new Audience(bus.partitions(Topics.SESSION), receiversMax);
    List<Effect.Receiver> others = new ArrayList<>();
    for (Effect.Receiver receiver : to) {
      Jid jid = receiver.jid();
      if (jid.isFull() && Topics.SESSION.equals(topicOf(jid))) {
        audience.add(jid);
      } else {
        others.add(receiver);
      }
    }
    List<Audience.Share> shares = new ArrayList<>();
    for (Audience.Share share : audience.records()) {
      if (share.receivers().size() > 1) {
        shares.add(share);
      } else {
        others.add(new Effect.Receiver(share.receivers().getFirst(), null));
      }
    }
    return new Everybody(occupants, List.copyOf(shares), List.copyOf(others), to.size());
  }

  private void toOwners(Audience.Share share, StanzaHead head, byte[] stanza, Work work) {
    work.retain();
    bus.publishTo(
        Topics.SESSION,
        share.partition(),
        new BusMessage.IncomingMany(head, stanza, share.receivers()),
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
