package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Something that a decision asks for. */
public sealed interface Effect {

  /**
   * Who gets a stanza.
   *
   * @param jid the address
   * @param stream the stream behind it; null where unknown
   */
  record Receiver(Jid jid, @Nullable StreamRef stream) {}

  /**
   * A stanza goes out.
   *
   * @param to who gets it; each gets its own {@code to}
   * @param stanza the stanza, without {@code to}
   */
  record Send(List<Receiver> to, XmlElement stanza) implements Effect {}

  /**
   * A stanza goes out to everybody in the room.
   *
   * @param occupants who that is; the same map for as long as nobody comes, goes or changes
   * @param stanza the stanza, without {@code to}
   */
  record SendAll(Map<String, Occupant> occupants, XmlElement stanza) implements Effect {}

  /**
   * A session is told of everybody else (XEP-0045, section 7.2.2).
   *
   * @param to the session
   * @param room the room as it is then
   * @param nick the session's own nickname
   * @param showsJids whether it may see real JIDs
   */
  record TellOfOthers(Receiver to, RoomState room, String nick, boolean showsJids)
      implements Effect {

    /** Returns the occupants that it is told of, in order. */
    public List<Occupant> others() {
      List<Occupant> others = new ArrayList<>(room.occupants().size());
      for (Occupant other : room.occupants().values()) {
        if (!other.nick().equals(nick) && room.config().isBroadcast(other.role())) {
          others.add(other);
        }
      }
      return others;
    }

    /** Returns the presence of one of them, without {@code to}. */
    public XmlElement presence(Occupant other) {
      return OccupantRules.presence(
          room, OccupantRules.Shown.of(other, other.first()), Notice.NONE, showsJids, false);
    }
  }

  /**
   * A stanza goes out when the rows of the same decision are committed.
   *
   * @param to who gets it
   * @param stanza the stanza, without {@code to}
   */
  record SendCommitted(Receiver to, XmlElement stanza) implements Effect {}

  /**
   * Rows change.
   *
   * @param change how
   */
  record Persist(Change change) implements Effect {}

  /**
   * A page of the archive is to be sent.
   *
   * @param to who gets it
   * @param query what is asked for
   */
  record QueryArchive(Receiver to, ArchiveQuery query) implements Effect {}

  /**
   * Something else that the store knows is to be sent.
   *
   * @param to who gets it
   * @param request the iq that is answered
   * @param what what is asked for
   */
  record Query(Receiver to, XmlElement request, What what) implements Effect {

    /** What is asked for. */
    public enum What {
      /** The ends of the archive. */
      ARCHIVE_ENDS,
      /** The vCard. */
      VCARD
    }
  }
}
