package org.godwit.muc.room;

import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A stanza for a room.
 *
 * @param stream the stream that sent it; null where another service made it
 * @param type its type
 * @param from its sender
 * @param to the room or an occupant
 * @param stanza the stanza
 */
public record Inbound(
    @Nullable StreamRef stream, StanzaType type, Jid from, Jid to, XmlElement stanza) {

  @Override
  public String toString() {
    return "Inbound[" + type + ']';
  }
}
