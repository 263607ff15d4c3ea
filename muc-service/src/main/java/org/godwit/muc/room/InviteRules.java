package org.godwit.muc.room;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Mediated invitations and their refusal (XEP-0045, section 7.8.2). Pure. */
final class InviteRules {

  private static final String DIRECT = "jabber:x:conference";

  private InviteRules() {}

  /** Decides about a message to the room with invitations; false where it has none. */
  static boolean invited(Decision d, XmlElement x) {
    boolean any = false;
    for (XmlElement child : x.elements()) {
      if (child.namespace().equals(Muc.USER) && child.localName().equals("invite")) {
        any = true;
        if (!invite(d, child)) {
          return true;
        }
      } else if (child.namespace().equals(Muc.USER) && child.localName().equals("decline")) {
        any = true;
        decline(d, child);
      }
    }
    return any;
  }

  /** Returns whether the next may follow. */
  private static boolean invite(Decision d, XmlElement invite) {
    RoomState room = d.room();
    Occupant inviter = room.occupantOf(d.in().from());
    if (inviter == null) {
      d.error(StanzaErrorCondition.NOT_ACCEPTABLE, "Only occupants may invite others.");
      return false;
    }
    String address = invite.attribute("to");
    Jid to = address == null ? null : Jid.parse(address);
    if (to == null || to.local() == null) {
      d.error(StanzaErrorCondition.JID_MALFORMED, "An invitation needs the address of somebody.");
      return false;
    }
    Affiliation affiliation = room.affiliation(inviter.user());
    boolean membersOnly = room.config().is(ConfigField.MEMBERS_ONLY);
    boolean admin = affiliation.isAtLeast(Affiliation.ADMIN);
    boolean allowed = admin || (room.config().is(ConfigField.ALLOW_INVITES) && !membersOnly);
    if (!allowed) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Only admins may invite others to this room.");
      return false;
    }
    if (room.affiliation(to) == Affiliation.OUTCAST) {
      d.error(StanzaErrorCondition.NOT_ALLOWED, "That user is banned from this room.");
      return false;
    }
    if (membersOnly && !room.affiliation(to).isAtLeast(Affiliation.MEMBER)) {
      if (room.members().size() >= d.env().limits().affiliationsMax()) {
        d.error(StanzaErrorCondition.RESOURCE_CONSTRAINT, "The room's lists are full.");
        return false;
      }
      AdminRules.affiliate(d, to.bare(), new Member(Affiliation.MEMBER, null, null), Notice.NONE);
    }
    send(d, to, Muc.childText(invite, "reason"), invite.child(Muc.USER, "continue"));
    return true;
  }

  /** Sends an invitation on behalf of the sender of the stanza. */
  static void send(Decision d, Jid to, @Nullable String reason, @Nullable XmlElement continued) {
    RoomState room = d.room();
    XmlElement.Builder from =
        XmlElement.of(Muc.USER, "invite").attribute("from", d.in().from().toString());
    if (reason != null) {
      from.child(Muc.text(Muc.USER, "reason", reason));
    }
    if (continued != null) {
      from.child(continued);
    }
    String password =
        room.config().is(ConfigField.PASSWORD_PROTECTED)
            ? room.config().text(ConfigField.SECRET)
            : null;
    XmlElement.Builder x = Muc.x().child(from);
    if (password != null) {
      x.child(Muc.text(Muc.USER, "password", password));
    }
    d.send(
        to,
        Muc.stanza("message", room.jid(), null)
            .attribute("id", d.in().stanza().attribute("id"))
            .child(x)
            .child(direct(room, reason, password))
            .build());
  }

  /** For clients that know only XEP-0249. */
  private static XmlElement direct(
      RoomState room, @Nullable String reason, @Nullable String password) {
    return XmlElement.of(DIRECT, "x")
        .attribute("jid", room.jid().toString())
        .attribute("reason", reason)
        .attribute("password", password)
        .build();
  }

  private static void decline(Decision d, XmlElement decline) {
    String address = decline.attribute("to");
    Jid to = address == null ? null : Jid.parse(address);
    if (to == null) {
      d.error(StanzaErrorCondition.JID_MALFORMED, "A refusal needs the address of the inviter.");
      return;
    }
    RoomState room = d.room();
    String reason = Muc.childText(decline, "reason");
    XmlElement.Builder from =
        XmlElement.of(Muc.USER, "decline").attribute("from", d.in().from().bareText());
    if (reason != null) {
      from.child(Muc.text(Muc.USER, "reason", reason));
    }
    XmlElement message =
        Muc.stanza("message", room.jid(), null)
            .attribute("id", d.in().stanza().attribute("id"))
            .child(Muc.x().child(from))
            .build();
    String nick = to.resource();
    Occupant occupant =
        to.bare().equals(room.jid()) && nick != null ? room.occupants().get(nick) : null;
    if (occupant != null) {
      d.send(occupant.first(), message);
    } else if (!to.bare().equals(room.jid())) {
      d.send(to, message);
    }
  }
}
