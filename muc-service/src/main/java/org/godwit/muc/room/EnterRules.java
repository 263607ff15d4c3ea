package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaErrorType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Entering a room, and creating it by that (XEP-0045, sections 7.1, 7.2 and 10.1). Pure. */
final class EnterRules {

  /** How many owners and admins a room takes beyond its maximum (section 7.2.9). */
  static final int ADMINS_BEYOND_MAX = 20;

  private EnterRules() {}

  /** Decides about available presence of somebody who is not in the room. */
  static void enter(Decision d) {
    Inbound in = d.in();
    String nick = in.to().resource();
    if (nick == null) {
      d.error(StanzaErrorCondition.JID_MALFORMED, "A nickname is needed to enter a room.");
      return;
    }
    XmlElement x = in.stanza().child(Muc.MUC, "x");
    if (x == null) {
      outOfStep(d, nick);
      return;
    }
    if (d.roomOrNull() == null) {
      create(d, nick);
      return;
    }
    StanzaError refusal = refusal(d.room(), d, x);
    if (refusal != null) {
      d.error(refusal);
      return;
    }
    choose(d, nick);
  }

  /** Section 7.2.18: a client that thinks that it is in the room is told that it is not. */
  private static void outOfStep(Decision d, String nick) {
    Jid room = d.in().to().bare();
    XmlElement item =
        XmlElement.of(Muc.USER, "item")
            .attribute("affiliation", "none")
            .attribute("role", "none")
            .child(Muc.text(Muc.USER, "reason", "You are not in the room."))
            .build();
    d.send(
        List.of(d.sender()),
        Muc.stanza("presence", Muc.occupant(room, nick), "unavailable")
            .child(
                Muc.x()
                    .child(item)
                    .child(Muc.status(110))
                    .child(Muc.status(307))
                    .child(Muc.status(333)))
            .build());
  }

  private static void create(Decision d, String nick) {
    Jid creator = d.in().from().bare();
    StanzaError bad = badNick(nick, d.env().limits());
    if (!d.env().limits().creation()) {
      // Section 10.1.1.
      d.error(StanzaErrorCondition.NOT_ALLOWED, "Rooms are not created by users here.");
      return;
    }
    String local = d.in().to().local();
    if (bad == null && (local == null || local.length() > RoomStore.LOCAL_CHARS_MAX)) {
      bad =
          StanzaError.of(
              StanzaErrorCondition.NOT_ACCEPTABLE,
              "A room's name has at most " + RoomStore.LOCAL_CHARS_MAX + " characters.");
    }
    if (bad != null) {
      d.error(bad);
      return;
    }
    Map<Jid, Member> members = new LinkedHashMap<>();
    Member owner = new Member(Affiliation.OWNER, null, null);
    members.put(creator, owner);
    d.room(
        new RoomState(
            d.in().to().bare(),
            new RoomState.Origin(d.env().nowMs(), creator, d.env().secret()),
            true,
            RoomConfig.DEFAULT,
            Subject.NONE,
            List.of(),
            members,
            Map.of(),
            List.of()));
    d.save();
    d.persist(new Change.Affiliate(creator, owner));
    admit(d, nick, List.of(201));
  }

  private static @Nullable StanzaError refusal(RoomState room, Decision d, XmlElement x) {
    Jid user = d.in().from();
    Affiliation affiliation = room.affiliation(user);
    RoomConfig config = room.config();
    if (affiliation == Affiliation.OUTCAST) {
      return StanzaError.of(StanzaErrorCondition.FORBIDDEN, "You are banned from this room.");
    }
    if (room.locked() && affiliation != Affiliation.OWNER) {
      return StanzaError.of(
          StanzaErrorCondition.ITEM_NOT_FOUND, "The room is locked until it is configured.");
    }
    if (config.is(ConfigField.MEMBERS_ONLY) && !affiliation.isAtLeast(Affiliation.MEMBER)) {
      return StanzaError.of(
          StanzaErrorCondition.REGISTRATION_REQUIRED, "Only members may enter this room.");
    }
    if (config.is(ConfigField.PASSWORD_PROTECTED)
        && !config.text(ConfigField.SECRET).equals(Muc.childText(x, "password"))) {
      return StanzaError.of(
          StanzaErrorCondition.NOT_AUTHORIZED, "The password is missing or wrong.");
    }
    return null;
  }

  /** Finds the nickname under which the user enters, and whether there is room for it. */
  private static void choose(Decision d, String wanted) {
    RoomState room = d.room();
    Jid user = d.in().from();
    String nick = wanted;
    List<Integer> codes = List.of();
    if (room.config().is(ConfigField.RESERVED_NICK)) {
      String reserved = room.reservedNick(user);
      if (reserved == null && !room.affiliation(user).isAtLeast(Affiliation.ADMIN)) {
        d.error(
            StanzaErrorCondition.NOT_ACCEPTABLE,
            "Only registered nicknames are used in this room.");
        return;
      }
      if (reserved != null && !reserved.equals(wanted)) {
        // Section 7.10: the registered nickname instead of an error.
        nick = reserved;
        codes = List.of(210);
      }
    }
    StanzaError taken = nickRefusal(room, nick, user, d.env().limits());
    if (taken == null) {
      taken = full(room, nick, user, d.env().limits());
    }
    if (taken != null) {
      d.error(taken);
      return;
    }
    admit(d, nick, codes);
  }

  /** Returns why {@code user} may not be called {@code nick}, or null (sections 7.2.8, 7.6). */
  static @Nullable StanzaError nickRefusal(
      RoomState room, String nick, Jid user, RoomLimits limits) {
    StanzaError bad = badNick(nick, limits);
    if (bad != null) {
      return bad;
    }
    Jid owner = room.reservedBy(nick);
    if (owner != null && !owner.equals(user.bare())) {
      return StanzaError.of(
          StanzaErrorCondition.CONFLICT, "The nickname is registered by another user.");
    }
    Occupant occupant = room.occupants().get(nick);
    if (occupant != null && !occupant.user().equals(user.bare())) {
      return StanzaError.of(
          StanzaErrorCondition.CONFLICT, "The nickname is in use by another occupant.");
    }
    return null;
  }

  /** Section 17.1. */
  static @Nullable StanzaError badNick(String nick, RoomLimits limits) {
    if (isInvisible(nick) || nick.length() > limits.nickCharsMax()) {
      return StanzaError.of(
          StanzaErrorCondition.NOT_ACCEPTABLE,
          "A nickname has 1 to " + limits.nickCharsMax() + " characters, not only spaces.");
    }
    return null;
  }

  /** Returns {@code nick} as a resourcepart, or null where it cannot be one. */
  static @Nullable String enforced(String nick) {
    Jid enforced = Jid.of("muc").withResource(nick);
    return enforced == null ? null : enforced.resource();
  }

  private static boolean isInvisible(String nick) {
    return nick.codePoints()
        .allMatch(each ->
            Character.isSpaceChar(each)
                || Character.isWhitespace(each)
                || Character.getType(each) == Character.FORMAT);
  }

  /** Section 7.2.9. */
  private static @Nullable StanzaError full(
      RoomState room, String nick, Jid user, RoomLimits limits) {
    Occupant same = room.occupants().get(nick);
    if (same != null) {
      return same.sessions().size() < limits.sessionsMax()
          ? null
          : StanzaError.of(
              StanzaErrorCondition.RESOURCE_CONSTRAINT,
              "Too many of your clients are in this room.");
    }
    int max = limits.occupantsMax();
    if (room.affiliation(user).isAtLeast(Affiliation.ADMIN)) {
      // Nobody can keep the room's admins out by stuffing it.
      max += ADMINS_BEYOND_MAX;
    } else {
      max = Math.min(max, room.config().number(ConfigField.MAX_USERS, max));
    }
    return room.occupants().size() < max
        ? null
        : StanzaError.of(
                StanzaErrorCondition.SERVICE_UNAVAILABLE,
                "The room has its maximum number of occupants.")
            .withType(StanzaErrorType.WAIT);
  }

  private static void admit(Decision d, String nick, List<Integer> codes) {
    RoomState room = d.room();
    Inbound in = d.in();
    Occupant same = room.occupants().get(nick);
    OccupantSession session = session(in, room);
    Occupant occupant =
        same == null
            ? new Occupant(nick, in.from().bare(), room.entryRole(in.from()), List.of(session))
            : same.with(session);
    d.put(occupant);
    welcome(d, OccupantRules.Shown.of(occupant, session), codes, true);
  }

  /**
   * Tells a session everything, and everybody of it, in the order of section 7.1.
   *
   * @param codes status codes beside those that the room's configuration brings
   * @param news whether the others hear of it
   */
  static void welcome(Decision d, OccupantRules.Shown shown, List<Integer> codes, boolean news) {
    OccupantRules.tellOfOthers(d, shown.occupant(), shown.session());
    List<Integer> own = new ArrayList<>();
    if (d.room().config().isNonAnonymous()) {
      own.add(100);
    }
    if (d.room().config().is(ConfigField.ENABLE_LOGGING)) {
      own.add(170);
    }
    own.addAll(codes);
    if (news) {
      OccupantRules.broadcast(d, shown, Notice.toSelf(own));
    } else {
      OccupantRules.tellSelf(d, shown, Notice.toSelf(own));
    }
    catchUp(d, shown.session());
  }

  /** Sends history and subject. */
  private static void catchUp(Decision d, OccupantSession session) {
    RoomState room = d.room();
    XmlElement x = d.in().stanza().child(Muc.MUC, "x");
    XmlElement wish = x == null ? null : x.child(Muc.MUC, "history");
    for (XmlElement message : HistoryRules.select(room, wish, d.env())) {
      d.send(session, message);
    }
    d.send(session, MessageRules.subject(room));
  }

  /** Returns the session that sent a presence, with what the room passes on of it. */
  static OccupantSession session(Inbound in, RoomState room) {
    XmlElement.Builder presence =
        XmlElement.of(Muc.CLIENT, "presence").attribute("id", in.stanza().attribute("id"));
    Muc.passedOn(in.stanza(), room.jid()).forEach(presence::child);
    // Computed once, not for everybody who is told of the occupant.
    presence.child(OccupantIds.element(room, in.from()));
    return new OccupantSession(in.from(), in.stream(), presence.build());
  }
}
