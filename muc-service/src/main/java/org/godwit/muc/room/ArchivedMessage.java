package org.godwit.muc.room;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;

/**
 * A message of a room as the archive keeps it.
 *
 * @param id where it stands
 * @param sender the full JID behind it
 * @param nick the nickname it was sent under; empty for the room itself
 * @param body whether it belongs to the discussion history
 * @param stanza the message as it was sent to occupants, without {@code to}
 */
public record ArchivedMessage(
    ArchiveId id, Jid sender, String nick, boolean body, XmlElement stanza) {

  /** Returns this with another content. */
  public ArchivedMessage with(XmlElement other) {
    return new ArchivedMessage(id, sender, nick, body, other);
  }

  @Override
  public String toString() {
    return "ArchivedMessage[" + id + ']';
  }
}
