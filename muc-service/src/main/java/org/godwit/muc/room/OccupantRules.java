package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * How the room tells of its occupants (XEP-0045, sections 7.2.2 to 7.2.4 and 17.3): who sees real
 * JIDs, whose presence is broadcast, and what the occupant itself is told. Pure.
 */
final class OccupantRules {

  private OccupantRules() {}

  /** Which presence is meant: of {@code occupant}, as its {@code session} gave it. */
  record Shown(Occupant occupant, OccupantSession session, Role role, boolean available) {

    static Shown of(Occupant occupant, OccupantSession session) {
      return new Shown(occupant, session, occupant.role(), true);
    }

    static Shown gone(Occupant occupant, OccupantSession session) {
      return new Shown(occupant, session, Role.NONE, false);
    }
  }

  /** Tells everybody of the presence; the occupant's own sessions last. */
  static void broadcast(Decision d, Shown shown, Notice notice) {
    RoomState room = d.room();
    Occupant occupant = shown.occupant();
    if (room.config().isBroadcast(occupant.role())) {
      tellOthers(d, shown, notice);
    }
    tellSelf(d, shown, notice);
  }

  /** Tells the occupant's own sessions. */
  static void tellSelf(Decision d, Shown shown, Notice notice) {
    RoomState room = d.room();
    Occupant occupant = shown.occupant();
    XmlElement own = presence(room, shown, notice, true, true);
    List<Effect.Receiver> sessions = new ArrayList<>();
    for (OccupantSession session : occupant.sessions()) {
      sessions.add(Decision.receiver(session));
    }
    d.send(sessions, own);
  }

  /** Tells everybody but the occupant's own sessions, whatever its role. */
  static void tellOthers(Decision d, Shown shown, Notice notice) {
    RoomState room = d.room();
    d.send(
        other -> !isSame(other, shown) && !room.showsJidsTo(other.role()),
        presence(room, shown, notice, false, false));
    d.send(
        other -> !isSame(other, shown) && room.showsJidsTo(other.role()),
        presence(room, shown, notice, true, false));
  }

  private static boolean isSame(Occupant other, Shown shown) {
    return other.nick().equals(shown.occupant().nick());
  }

  /**
   * Returns a presence of an occupant.
   *
   * @param showsJid whether the receiver may see the real JID
   * @param self whether the receiver is the occupant
   */
  static XmlElement presence(
      RoomState room, Shown shown, Notice notice, boolean showsJid, boolean self) {
    Occupant occupant = shown.occupant();
    XmlElement.Builder presence =
        Muc.stanza(
            "presence",
            Muc.occupant(room.jid(), occupant.nick()),
            shown.available() ? null : "unavailable");
    String id = shown.session().presence().attribute("id");
    if (self) {
      presence.attribute("id", id);
    }
    XmlElement given = shown.session().presence();
    given.elements().forEach(presence::child);
    if (given.child(Muc.OCCUPANT_ID, "occupant-id") == null) {
      presence.child(OccupantIds.element(room, occupant.user()));
    }
    XmlElement.Builder item =
        XmlElement.of(Muc.USER, "item")
            .attribute("affiliation", room.affiliation(occupant.user()).text())
            .attribute("role", shown.role().text())
            .attribute("jid", showsJid ? shown.session().jid().toString() : null)
            .attribute("nick", notice.nick());
    notice.itemChildren().forEach(item::child);
    XmlElement.Builder x = Muc.x().child(item);
    if (self) {
      x.child(Muc.status(110));
      notice.selfCodes().forEach(code -> x.child(Muc.status(code)));
    }
    notice.codes().forEach(code -> x.child(Muc.status(code)));
    return presence.child(x).build();
  }

  /** Sends the presences of all other occupants to a session that has entered (7.2.2). */
  static void tellOfOthers(Decision d, Occupant occupant, OccupantSession session) {
    RoomState room = d.room();
    d.effect(
        new Effect.TellOfOthers(
            Decision.receiver(session), room, occupant.nick(), room.showsJidsTo(occupant.role())));
  }

  /** Gives an occupant the role that it has now, and tells everybody (sections 8 and 9). */
  static void changed(Decision d, Occupant before, Role role, Notice notice) {
    Occupant after = before.with(role);
    d.put(after);
    RoomConfig config = d.room().config();
    Shown shown = Shown.of(after, after.first());
    if (config.isBroadcast(before.role()) && !config.isBroadcast(role)) {
      tellOthers(d, new Shown(after, after.first(), Role.NONE, false), Notice.NONE);
    }
    broadcast(d, shown, notice);
  }

  /**
   * Takes an occupant out and tells everybody, itself included. A temporary room goes with its last
   * occupant (section 7.14).
   */
  static void removed(Decision d, Occupant occupant, Notice notice) {
    OccupantSession session = withoutPresence(occupant.first());
    broadcast(d, Shown.gone(occupant, session), notice);
    d.remove(occupant.nick());
    closeIfEmpty(d);
  }

  /** Destroys a temporary room that nobody is in any more. */
  static void closeIfEmpty(Decision d) {
    RoomState room = d.room();
    if (room.occupants().isEmpty() && !room.config().is(ConfigField.PERSISTENT)) {
      d.destroy();
    }
  }

  /** Returns the session with nothing but what the room says about it. */
  static OccupantSession withoutPresence(OccupantSession session) {
    return new OccupantSession(
        session.jid(), session.stream(), XmlElement.of(Muc.CLIENT, "presence").build());
  }

  /** Returns the nickname of who sent the stanza, or null where it is not in the room. */
  static @Nullable String nickOfSender(Decision d) {
    Occupant sender = d.room().occupantOf(d.in().from());
    return sender == null ? null : sender.nick();
  }
}
