package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Requests of moderators, admins and owners about roles and affiliations (XEP-0045, sections 8, 9
 * and 10.3 to 10.8). Pure.
 */
final class AdminRules {

  private AdminRules() {}

  /** One item of a request that was found right. */
  private sealed interface Wish {
    record OfRole(String nick, Role role, @Nullable String reason) implements Wish {}

    record OfAffiliation(
        Jid user, Affiliation affiliation, @Nullable String nick, @Nullable String reason)
        implements Wish {}
  }

  /** Answers with a list: of a role (8.5, 9.8) or of an affiliation (9.2, 9.5, 10.5, 10.8). */
  static void list(Decision d, XmlElement query) {
    List<XmlElement> items = query.elements();
    XmlElement item = items.size() == 1 ? items.getFirst() : null;
    String role = item == null ? null : item.attribute("role");
    String affiliation = item == null ? null : item.attribute("affiliation");
    if (item == null || (role == null) == (affiliation == null)) {
      d.error(
          StanzaErrorCondition.BAD_REQUEST, "One item with a role or an affiliation is needed.");
    } else if (role != null) {
      listRole(d, Role.of(role));
    } else {
      listAffiliation(d, Affiliation.of(affiliation));
    }
  }

  private static void listRole(Decision d, @Nullable Role role) {
    RoomState room = d.room();
    Occupant asking = room.occupantOf(d.in().from());
    if (role == null) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "There is no such role.");
      return;
    }
    boolean admin = d.authority().isAtLeast(Affiliation.ADMIN);
    boolean moderator = asking != null && asking.role() == Role.MODERATOR;
    // Sections 8.5 and 9.8: the list of moderators is for admins.
    if (!admin && (!moderator || role == Role.MODERATOR)) {
      d.error(StanzaErrorCondition.FORBIDDEN, "You may not ask for this list.");
      return;
    }
    XmlElement.Builder list = XmlElement.of(Muc.ADMIN, "query");
    for (Occupant occupant : room.occupants().values()) {
      if (occupant.role() == role) {
        list.child(
            XmlElement.of(Muc.ADMIN, "item")
                .attribute("nick", occupant.nick())
                .attribute("role", role.text())
                .attribute("affiliation", room.affiliation(occupant.user()).text())
                .attribute("jid", occupant.first().jid().toString()));
      }
    }
    d.answer(list.build());
  }

  private static void listAffiliation(Decision d, @Nullable Affiliation affiliation) {
    if (affiliation == null || affiliation == Affiliation.NONE) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "There is no list of that affiliation.");
      return;
    }
    RoomState room = d.room();
    if (!mayList(d, affiliation)) {
      d.error(StanzaErrorCondition.FORBIDDEN, "You may not ask for this list.");
      return;
    }
    XmlElement.Builder list = XmlElement.of(Muc.ADMIN, "query");
    for (Map.Entry<Jid, Member> entry : room.members().entrySet()) {
      Member member = entry.getValue();
      if (member.affiliation() == affiliation) {
        XmlElement.Builder item =
            XmlElement.of(Muc.ADMIN, "item")
                .attribute("affiliation", affiliation.text())
                .attribute("jid", entry.getKey().toString())
                .attribute("nick", affiliation == Affiliation.OUTCAST ? null : member.nick());
        if (member.reason() != null) {
          item.child(Muc.text(Muc.ADMIN, "reason", member.reason()));
        }
        list.child(item);
      }
    }
    d.answer(list.build());
  }

  /** Sections 9.2, 9.5, 10.5 and 10.8, and the field muc#roomconfig_getmemberlist. */
  private static boolean mayList(Decision d, Affiliation affiliation) {
    RoomState room = d.room();
    Jid from = d.in().from();
    Affiliation own = d.authority();
    boolean open = room.config().isNonAnonymous();
    boolean high = affiliation.isAtLeast(Affiliation.ADMIN);
    if (own == Affiliation.OWNER || (own == Affiliation.ADMIN && (open || !high))) {
      return true;
    }
    Occupant occupant = room.occupantOf(from);
    if (affiliation == Affiliation.OUTCAST || (occupant == null && own != Affiliation.MEMBER)) {
      return false;
    }
    Role role = occupant == null ? room.entryRole(from) : occupant.role();
    return (open || (role == Role.MODERATOR && !high))
        && room.config().all(ConfigField.GET_MEMBER_LIST).contains(role.text());
  }

  /** Changes roles and affiliations: all of a request, or, where one item is wrong, none. */
  static void change(Decision d, XmlElement query) {
    List<XmlElement> items = query.elements();
    if (items.isEmpty() || items.size() > d.env().limits().itemsMax()) {
      d.error(
          StanzaErrorCondition.BAD_REQUEST,
          "A request has 1 to " + d.env().limits().itemsMax() + " items.");
      return;
    }
    List<Wish> wishes = new ArrayList<>();
    for (XmlElement item : items) {
      Object read = read(d, item);
      if (read instanceof StanzaError error) {
        d.error(error);
        return;
      }
      wishes.add((Wish) read);
    }
    if (leavesNoOwner(d.room(), wishes)) {
      d.error(StanzaErrorCondition.CONFLICT, "A room has at least one owner.");
      return;
    }
    String actor = OccupantRules.nickOfSender(d);
    for (Wish wish : wishes) {
      if (d.roomOrNull() != null) {
        apply(d, wish, actor);
      }
    }
    d.answerCommitted();
  }

  /** Section 10.4. */
  private static boolean leavesNoOwner(RoomState room, List<Wish> wishes) {
    List<Jid> owners = new ArrayList<>(room.withAffiliation(Affiliation.OWNER));
    for (Wish wish : wishes) {
      if (wish instanceof Wish.OfAffiliation w) {
        owners.remove(w.user());
        if (w.affiliation() == Affiliation.OWNER) {
          owners.add(w.user());
        }
      }
    }
    // A room whose last owner's account was removed has none.
    return owners.isEmpty() && !room.withAffiliation(Affiliation.OWNER).isEmpty();
  }

  /** Returns the wish in {@code item}, or the error that answers it. */
  private static Object read(Decision d, XmlElement item) {
    String role = item.attribute("role");
    String affiliation = item.attribute("affiliation");
    if ((role == null) == (affiliation == null)) {
      // Section 17.4.
      return StanzaError.of(
          StanzaErrorCondition.BAD_REQUEST, "An item has either a role or an affiliation.");
    }
    String reason = Muc.childText(item, "reason");
    if (role != null) {
      Role wanted = Role.of(role);
      String nick = item.attribute("nick");
      if (wanted == null || nick == null) {
        return StanzaError.of(
            StanzaErrorCondition.BAD_REQUEST, "A role is changed by nickname and known role.");
      }
      StanzaError error = RoleRules.refusal(d, nick, wanted);
      return error == null ? new Wish.OfRole(nick, wanted, reason) : error;
    }
    return readAffiliation(d, item, Affiliation.of(affiliation), reason);
  }

  private static Object readAffiliation(
      Decision d, XmlElement item, @Nullable Affiliation wanted, @Nullable String reason) {
    RoomState room = d.room();
    String address = item.attribute("jid");
    Jid jid = address == null ? null : Jid.parse(address);
    String nick = item.attribute("nick");
    if (address == null && nick != null) {
      Occupant named = room.occupants().get(nick);
      if (named == null) {
        return StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such occupant.");
      }
      jid = named.user();
      nick = null;
    } else if (nick != null && !nick.isEmpty()) {
      nick = EnterRules.enforced(nick);
      if (nick == null || EnterRules.badNick(nick, d.env().limits()) != null) {
        return StanzaError.of(
            StanzaErrorCondition.NOT_ACCEPTABLE, "The nickname cannot be reserved.");
      }
    }
    if (wanted == null || (jid == null && address == null)) {
      return StanzaError.of(
          StanzaErrorCondition.BAD_REQUEST, "An affiliation is changed by address.");
    }
    if (jid == null) {
      return StanzaError.of(StanzaErrorCondition.JID_MALFORMED, "The address is not a JID.");
    }
    Jid user = jid.bare();
    StanzaError error = RoleRules.refusal(d, user, wanted, nick);
    return error == null ? new Wish.OfAffiliation(user, wanted, nick, reason) : error;
  }

  private static void apply(Decision d, Wish wish, @Nullable String actor) {
    switch (wish) {
      case Wish.OfRole w -> {
        Occupant occupant = d.room().occupants().get(w.nick());
        if (occupant == null || occupant.role() == w.role()) {
          return;
        }
        if (w.role() == Role.NONE) {
          OccupantRules.removed(d, occupant, Notice.of(307).by(actor, w.reason()));
        } else {
          OccupantRules.changed(d, occupant, w.role(), Notice.NONE.by(actor, w.reason()));
        }
      }
      case Wish.OfAffiliation w -> {
        String nick = w.nick() == null ? d.room().reservedNick(w.user()) : w.nick();
        if (nick != null && nick.isEmpty()) {
          // Section 9.5: unset.
          nick = null;
        }
        Member member =
            switch (w.affiliation()) {
              case NONE -> null;
              case OUTCAST -> new Member(Affiliation.OUTCAST, null, w.reason());
              case MEMBER, ADMIN, OWNER -> new Member(w.affiliation(), nick, w.reason());
            };
        boolean known = d.room().affiliation(w.user()) != Affiliation.NONE;
        affiliateAndTell(d, w.user(), member, Notice.NONE.by(actor, w.reason()));
        RoomState room = d.roomOrNull();
        if (room != null
            && !known
            && room.affiliation(w.user()).isAtLeast(Affiliation.MEMBER)
            && room.config().is(ConfigField.MEMBERS_ONLY)
            && room.occupantsOf(w.user()).isEmpty()) {
          // Section 9.5: a new member of a members-only room is invited.
          InviteRules.send(d, w.user(), w.reason(), null);
        }
      }
    }
  }

  /** Does the same as {@link #affiliate}, and tells the user who is not there (section 18.1). */
  static void affiliateAndTell(Decision d, Jid user, @Nullable Member member, Notice notice) {
    Affiliation before = d.room().affiliation(user);
    boolean absent = d.room().occupantsOf(user).isEmpty() && user.local() != null;
    affiliate(d, user, member, notice);
    RoomState room = d.roomOrNull();
    if (room == null || !absent || room.affiliation(user) == before) {
      return;
    }
    XmlElement item =
        XmlElement.of(Muc.USER, "item")
            .attribute("affiliation", room.affiliation(user).text())
            .attribute("role", "none")
            .build();
    d.send(
        user,
        Muc.stanza("message", room.jid(), null)
            .attribute("id", d.env().id().toString())
            .child(Muc.x().child(item).child(Muc.status(101)))
            .build());
  }

  /** Gives an account an affiliation, and its occupants what follows from that. */
  static void affiliate(Decision d, Jid user, @Nullable Member member, Notice notice) {
    Affiliation before = d.room().affiliation(user);
    d.affiliate(user, member);
    List<Occupant> present = d.room().occupantsOf(user);
    for (Occupant occupant : present) {
      if (d.roomOrNull() == null) {
        return;
      }
      // Of a domain, not all need be concerned: accounts have entries of their own.
      Affiliation after = d.room().affiliation(occupant.user());
      if (after == Affiliation.OUTCAST) {
        OccupantRules.removed(d, occupant, with(301, notice));
      } else if (after == Affiliation.NONE && d.room().config().is(ConfigField.MEMBERS_ONLY)) {
        OccupantRules.removed(d, occupant, with(321, notice));
      } else if (after != before && user.local() != null) {
        OccupantRules.changed(d, occupant, newRole(d.room(), occupant, before), notice);
      }
    }
    if (present.isEmpty()) {
      tellAbsent(d, user, before);
    }
  }

  private static Notice with(int code, Notice notice) {
    return Notice.of(code).by(notice.actor(), notice.reason());
  }

  private static Role newRole(RoomState room, Occupant occupant, Affiliation before) {
    Role entry = room.entryRole(occupant.user());
    boolean raised = room.affiliation(occupant.user()).isAbove(before);
    // A moderator by grant alone keeps the role when the affiliation rises.
    return raised && occupant.role().isAtLeast(entry) ? occupant.role() : entry;
  }

  /** Section 10.3: the occupants hear of somebody who is not in the room. */
  private static void tellAbsent(Decision d, Jid user, Affiliation before) {
    RoomState room = d.roomOrNull();
    if (room == null || room.affiliation(user) == before) {
      return;
    }
    XmlElement item =
        XmlElement.of(Muc.USER, "item")
            .attribute("affiliation", room.affiliation(user).text())
            .attribute("jid", user.toString())
            .attribute("role", "none")
            .build();
    d.send(
        occupant -> room.showsJidsTo(occupant.role()),
        Muc.stanza("message", room.jid(), null)
            .attribute("id", d.env().id().toString())
            .child(Muc.x().child(item))
            .build());
  }
}
