package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * What goes from one occupant to another through the room: private messages (XEP-0045, section 7.5)
 * and iqs (17.4), and the answer to a client's ping of itself (XEP-0410). Pure.
 */
final class PrivateRules {

  private PrivateRules() {}

  /** Decides about a message to an occupant that is not of type groupchat. */
  static void message(Decision d, String nick) {
    RoomState room = d.room();
    Occupant sender = room.occupantOf(d.in().from());
    if (sender == null) {
      d.error(
          StanzaErrorCondition.NOT_ACCEPTABLE, "Only occupants may send messages to occupants.");
      return;
    }
    Occupant receiver = room.occupants().get(nick);
    if (receiver == null) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such occupant.");
      return;
    }
    if (!room.config().mayWhisper(sender.role())) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Private messages are not allowed in this room.");
      return;
    }
    XmlElement.Builder message = forwarded(d, sender);
    message.child(OccupantIds.element(room, sender.user())).child(Muc.x());
    d.send(receivers(receiver), message.build());
  }

  /** Begins the stanza as it comes from the sender's occupant JID. */
  private static XmlElement.Builder forwarded(Decision d, Occupant sender) {
    XmlElement in = d.in().stanza();
    XmlElement.Builder stanza = XmlElement.of(in.namespace(), in.localName());
    in.attributes()
        .forEach(each -> stanza.attribute(each.namespace(), each.localName(), each.value()));
    stanza
        .attribute("to", null)
        .attribute("from", Muc.occupant(d.room().jid(), sender.nick()).toString());
    Muc.passedOn(in, d.room().jid()).forEach(stanza::child);
    return stanza;
  }

  private static List<Effect.Receiver> receivers(Occupant occupant) {
    List<Effect.Receiver> receivers = new ArrayList<>();
    occupant.sessions().forEach(session -> receivers.add(Decision.receiver(session)));
    return receivers;
  }

  /** Decides about an iq request to an occupant. */
  static void request(Decision d, String nick) {
    RoomState room = d.room();
    Occupant sender = room.occupantOf(d.in().from());
    XmlElement payload = d.in().stanza().firstElement();
    if (sender == null) {
      boolean ping = payload != null && payload.namespace().equals(Muc.PING);
      // Section 6.6; XEP-0410, section 3.3.
      d.error(
          ping ? StanzaErrorCondition.NOT_ACCEPTABLE : StanzaErrorCondition.BAD_REQUEST,
          "Only occupants may ask occupants.");
      return;
    }
    Occupant receiver = room.occupants().get(nick);
    if (receiver == null) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such occupant.");
      return;
    }
    if (payload != null && payload.namespace().equals(Muc.PING) && nick.equals(sender.nick())) {
      d.answer(null);
      return;
    }
    if (payload != null && payload.namespace().equals("vcard-temp")) {
      // The account's server answers for a vCard.
      d.send(receiver.user(), forwarded(d, sender).build());
      return;
    }
    d.send(List.of(Decision.receiver(receiver.first())), forwarded(d, sender).build());
  }

  /** Passes the answer to an iq on; who of the asker's sessions asked knows by the id. */
  static void answer(Decision d, String nick) {
    RoomState room = d.room();
    Occupant sender = answering(room, d.in().from());
    Occupant receiver = room.occupants().get(nick);
    if (sender != null && receiver != null) {
      d.send(receivers(receiver), forwarded(d, sender).build());
    }
  }

  private static @Nullable Occupant answering(RoomState room, Jid from) {
    Occupant sender = room.occupantOf(from);
    if (sender == null && from.isBare()) {
      List<Occupant> all = room.occupantsOf(from);
      return all.isEmpty() ? null : all.getFirst();
    }
    return sender;
  }

  /** Tells whether {@code type} is an answer to an iq. */
  static boolean isAnswer(StanzaType type) {
    return type == StanzaType.RESULT || type == StanzaType.IQ_ERROR;
  }
}
