package org.godwit.muc.room;

import java.util.List;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaErrorType;
import org.godwit.protocol.xml.XmlElement;

/**
 * Presence of occupants: changing it (XEP-0045, section 7.7) and the nickname (7.6), entering again
 * (17.3), leaving (7.14). Pure.
 */
final class PresenceRules {

  private PresenceRules() {}

  /** Decides about available presence. */
  static void available(Decision d) {
    RoomState room = d.roomOrNull();
    Occupant occupant = room == null ? null : room.occupantOf(d.in().from());
    String nick = d.in().to().resource();
    if (room == null || occupant == null) {
      EnterRules.enter(d);
    } else if (nick == null) {
      d.error(StanzaErrorCondition.JID_MALFORMED, "Presence in a room needs a nickname.");
    } else if (nick.equals(occupant.nick())) {
      update(d, occupant);
    } else {
      rename(d, occupant, nick);
    }
  }

  private static void update(Decision d, Occupant before) {
    OccupantSession session = EnterRules.session(d.in(), d.room());
    Occupant occupant = before.with(session);
    d.put(occupant);
    XmlElement x = d.in().stanza().child(Muc.MUC, "x");
    if (x == null) {
      OccupantRules.broadcast(d, OccupantRules.Shown.of(occupant, session), Notice.NONE);
    } else {
      // Section 17.3: who enters again gets everything again; the others, what has changed.
      EnterRules.welcome(
          d, OccupantRules.Shown.of(occupant, session), List.of(), isChanged(before, session));
    }
  }

  private static boolean isChanged(Occupant before, OccupantSession session) {
    OccupantSession same = before.session(session.jid());
    return same == null || !same.presence().elements().equals(session.presence().elements());
  }

  private static void rename(Decision d, Occupant before, String nick) {
    RoomState room = d.room();
    if (!room.config().is(ConfigField.CAN_CHANGE_NICK)
        || (room.config().is(ConfigField.RESERVED_NICK)
            && !nick.equals(room.reservedNick(before.user())))) {
      // Section 7.6: nicknames are locked down.
      d.error(
          StanzaError.of(
                  StanzaErrorCondition.NOT_ACCEPTABLE, "Nicknames cannot be changed in this room.")
              .withType(StanzaErrorType.CANCEL));
      return;
    }
    StanzaError refusal = EnterRules.nickRefusal(room, nick, before.user(), d.env().limits());
    if (refusal == null && room.occupants().containsKey(nick)) {
      refusal =
          StanzaError.of(
              StanzaErrorCondition.CONFLICT, "The nickname is in use by another client of yours.");
    }
    if (refusal != null) {
      d.error(refusal);
      return;
    }
    OccupantSession session = EnterRules.session(d.in(), room);
    OccupantRules.Shown old =
        new OccupantRules.Shown(
            before, OccupantRules.withoutPresence(before.first()), before.role(), false);
    OccupantRules.broadcast(d, old, Notice.of(303).withNick(nick));
    Occupant after = before.with(session).withNick(nick);
    d.rename(before.nick(), after);
    XmlElement x = d.in().stanza().child(Muc.MUC, "x");
    if (x == null) {
      OccupantRules.broadcast(d, OccupantRules.Shown.of(after, session), Notice.NONE);
    } else {
      // Section 17.3: it entered again, under another nickname.
      EnterRules.welcome(d, OccupantRules.Shown.of(after, session), List.of(), true);
    }
  }

  /** Decides about unavailable presence; of who is not in the room it is ignored (17.3). */
  static void unavailable(Decision d) {
    RoomState room = d.roomOrNull();
    Occupant occupant = room == null ? null : room.occupantOf(d.in().from());
    if (room == null || occupant == null) {
      return;
    }
    leave(d, occupant, EnterRules.session(d.in(), room), Notice.NONE);
  }

  /** Takes one session out; the occupant goes with the last. */
  static void leave(Decision d, Occupant occupant, OccupantSession session, Notice notice) {
    RoomState room = d.room();
    OccupantRules.Shown gone = OccupantRules.Shown.gone(occupant, session);
    if (occupant.sessions().size() > 1) {
      d.send(session, OccupantRules.presence(room, gone, notice, true, true));
      Occupant rest = occupant.without(session.jid());
      d.put(rest);
      OccupantRules.broadcast(d, OccupantRules.Shown.of(rest, rest.first()), Notice.NONE);
      return;
    }
    OccupantRules.broadcast(d, gone, notice);
    d.remove(occupant.nick());
    if (room.locked() && room.affiliation(occupant.user()) == Affiliation.OWNER) {
      // Section 10.1.3: left before the first configuration.
      OwnerRules.dissolve(d, XmlElement.of(Muc.USER, "destroy").build());
      return;
    }
    OccupantRules.closeIfEmpty(d);
  }
}
