package org.godwit.muc.room;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Who may change whose role and affiliation (XEP-0045, sections 5.1.3, 5.2.2, 8, 9 and 10). Pure.
 */
final class RoleRules {

  private RoleRules() {}

  /** Returns why the sender may not give the occupant {@code nick} this role, or null. */
  static @Nullable StanzaError refusal(Decision d, String nick, Role wanted) {
    RoomState room = d.room();
    Jid from = d.in().from();
    Affiliation own = d.authority();
    Occupant actor = room.occupantOf(from);
    boolean admin = own.isAtLeast(Affiliation.ADMIN);
    if (!admin && (actor == null || actor.role() != Role.MODERATOR)) {
      return StanzaError.of(StanzaErrorCondition.FORBIDDEN, "Only moderators may change roles.");
    }
    Occupant target = room.occupants().get(nick);
    if (target == null) {
      return StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such occupant.");
    }
    Affiliation other = room.affiliation(target.user());
    if (wanted == Role.NONE) {
      // Sections 5.1.3 and 8.2: nobody with a higher affiliation, and moderators by admins alone.
      boolean moderator =
          !admin && target.role() == Role.MODERATOR && !target.user().equals(from.bare());
      return other.isAbove(own) || moderator
          ? StanzaError.of(
              StanzaErrorCondition.NOT_ALLOWED, "That occupant's affiliation or role is too high.")
          : null;
    }
    if (!admin && (wanted == Role.MODERATOR || target.role() == Role.MODERATOR)) {
      // Sections 9.6 and 9.7.
      return other.isAtLeast(Affiliation.ADMIN)
          ? StanzaError.of(StanzaErrorCondition.NOT_ALLOWED, "That occupant is an admin or owner.")
          : StanzaError.of(
              StanzaErrorCondition.FORBIDDEN, "Only admins may grant and revoke moderator status.");
    }
    boolean loses = wanted != Role.MODERATOR && other.isAtLeast(Affiliation.ADMIN);
    boolean above = other.isAbove(own) && target.role().isAtLeast(wanted);
    if (loses || above) {
      // Sections 8.4 and 9.7.
      return StanzaError.of(
          StanzaErrorCondition.NOT_ALLOWED, "That occupant's affiliation does not allow it.");
    }
    return null;
  }

  /** Returns why the sender may not give {@code user} this affiliation, or null. */
  static @Nullable StanzaError refusal(
      Decision d, Jid user, Affiliation wanted, @Nullable String nick) {
    RoomState room = d.room();
    Jid from = d.in().from();
    Affiliation own = d.authority();
    Affiliation current = room.affiliation(user);
    if (!own.isAtLeast(Affiliation.ADMIN)) {
      return StanzaError.of(StanzaErrorCondition.FORBIDDEN, "Only admins may change affiliations.");
    }
    if (user.toString().length() > RoomStore.USER_CHARS_MAX) {
      return StanzaError.of(StanzaErrorCondition.NOT_ACCEPTABLE, "The address is too long.");
    }
    if (wanted == Affiliation.OUTCAST && user.equals(from.bare())) {
      // Section 9.1.
      return StanzaError.of(StanzaErrorCondition.CONFLICT, "Nobody may ban oneself.");
    }
    boolean self = user.equals(from.bare()) && own.isAbove(wanted);
    if (own != Affiliation.OWNER && !self) {
      if (current.isAtLeast(Affiliation.ADMIN) && wanted == Affiliation.OUTCAST) {
        // Section 9.1.
        return StanzaError.of(
            StanzaErrorCondition.NOT_ALLOWED, "That user's affiliation is not below yours.");
      }
      if (current.isAtLeast(Affiliation.ADMIN) || wanted.isAtLeast(Affiliation.ADMIN)) {
        // Sections 10.3 to 10.8.
        return StanzaError.of(
            StanzaErrorCondition.FORBIDDEN,
            "Only owners may appoint and dismiss admins and owners.");
      }
    }
    if (user.local() == null && wanted != Affiliation.OUTCAST && wanted != Affiliation.NONE) {
      // Section 9.2: a domain can be banned, nothing else.
      return StanzaError.of(StanzaErrorCondition.NOT_ACCEPTABLE, "A domain can only be banned.");
    }
    Jid reserved = nick == null ? null : room.reservedBy(nick);
    if (reserved != null && !reserved.equals(user)) {
      return StanzaError.of(
          StanzaErrorCondition.CONFLICT, "The nickname is registered by another user.");
    }
    if (!room.members().containsKey(user)
        && wanted != Affiliation.NONE
        && room.members().size() >= d.env().limits().affiliationsMax()) {
      return StanzaError.of(StanzaErrorCondition.RESOURCE_CONSTRAINT, "The room's lists are full.");
    }
    return null;
  }
}
