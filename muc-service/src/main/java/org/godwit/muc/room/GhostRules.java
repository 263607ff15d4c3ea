package org.godwit.muc.room;

import java.util.Set;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Occupants that cannot be reached any more (XEP-0045, sections 11.1 and 18.1.2). Pure. */
final class GhostRules {

  private static final String ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

  /** The delivery-related errors, and that of a resource that is not bound. */
  private static final Set<String> GONE =
      Set.of(
          "gone",
          "item-not-found",
          "recipient-unavailable",
          "redirect",
          "remote-server-not-found",
          "remote-server-timeout",
          "service-unavailable",
          "jid-malformed");

  private GhostRules() {}

  /** Decides about a message or presence of type error. */
  static void bounced(Decision d) {
    RoomState room = d.roomOrNull();
    Occupant occupant = room == null ? null : room.occupantOf(d.in().from());
    OccupantSession session = occupant == null ? null : occupant.session(d.in().from());
    if (occupant == null || session == null) {
      return;
    }
    if (!isGone(d.in().stanza())) {
      String nick = d.in().to().resource();
      if (nick != null && d.in().type() == StanzaType.MESSAGE_ERROR) {
        // A private message was refused, and whoever sent it is told.
        PrivateRules.answer(d, nick);
      }
      return;
    }
    PresenceRules.leave(d, occupant, OccupantRules.withoutPresence(session), Notice.of(333));
  }

  private static boolean isGone(XmlElement stanza) {
    @Nullable XmlElement error = stanza.child(Muc.CLIENT, "error");
    if (error == null) {
      return false;
    }
    for (XmlElement condition : error.elements()) {
      if (condition.namespace().equals(ERRORS) && GONE.contains(condition.localName())) {
        return true;
      }
    }
    return false;
  }
}
