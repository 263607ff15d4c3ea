package org.godwit.muc.room;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Configuring and destroying a room (XEP-0045, sections 10.1, 10.2 and 10.9). Pure. */
final class OwnerRules {

  private OwnerRules() {}

  /** Decides about an iq-get of owners. */
  static void get(Decision d) {
    if (isOwner(d)) {
      d.answer(XmlElement.of(Muc.OWNER, "query").child(ConfigRules.form(d.room())).build());
    }
  }

  /** Decides about an iq-set of owners. */
  static void set(Decision d, XmlElement query) {
    if (!isOwner(d)) {
      return;
    }
    XmlElement destroy = query.child(Muc.OWNER, "destroy");
    DataForm form = DataForm.in(query);
    if (destroy != null) {
      destroy(d, destroy);
    } else if (form == null) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "A form or a request to destroy is needed.");
    } else if (form.type().equals("cancel")) {
      cancel(d);
    } else if (form.type().equals("submit")) {
      submit(d, form);
    } else {
      d.error(StanzaErrorCondition.BAD_REQUEST, "The form's type is submit or cancel.");
    }
  }

  /**
   * Creates a room as its host wishes, configured and with owners; false where that is not what the
   * stanza is about. Nobody is in it, and so it is persistent.
   */
  static boolean establish(Decision d) {
    XmlElement query = d.in().stanza().firstElement();
    DataForm form =
        query == null || !query.namespace().equals(Muc.OWNER) ? null : DataForm.in(query);
    String local = d.in().to().local();
    if (!d.isOfHost()
        || d.in().to().isFull()
        || form == null
        || !form.type().equals("submit")
        || local == null
        || local.length() > RoomStore.LOCAL_CHARS_MAX) {
      return false;
    }
    String refusal = ConfigRules.refusal(null, form.values());
    if (refusal != null) {
      d.error(StanzaErrorCondition.NOT_ACCEPTABLE, refusal);
      return true;
    }
    d.room(
        new RoomState(
            d.in().to(),
            new RoomState.Origin(d.env().nowMs(), d.in().from(), d.env().secret()),
            true,
            RoomConfig.DEFAULT.with(ConfigField.PERSISTENT, List.of("1")),
            Subject.NONE,
            List.of(),
            Map.of(),
            Map.of(),
            List.of()));
    submit(d, form);
    if (d.roomOrNull() != null && d.room().locked()) {
      // Its configuration was refused.
      d.room(null);
    }
    return true;
  }

  private static boolean isOwner(Decision d) {
    boolean owner = d.authority() == Affiliation.OWNER;
    if (!owner) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Only owners may do this.");
    }
    return owner;
  }

  private static void cancel(Decision d) {
    if (d.room().locked()) {
      dissolve(d, XmlElement.of(Muc.USER, "destroy").build());
      d.answerCommitted();
    } else {
      d.answer(null);
    }
  }

  private static void submit(Decision d, DataForm form) {
    RoomState before = d.room();
    String formType = form.value(DataForm.FORM_TYPE);
    if (!form.values().isEmpty() && formType != null && !formType.equals(Muc.ROOM_CONFIG)) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "The form is not one of " + Muc.ROOM_CONFIG + ".");
      return;
    }
    switch (ConfigRules.read(before.config(), form, d.env().limits())) {
      case ConfigRules.Reading.Refused refused ->
          // Sections 10.1.3 and 10.2.
          d.error(
              before.locked() ? StanzaErrorCondition.NOT_ACCEPTABLE : refused.condition(),
              refused.text());
      case ConfigRules.Reading.Accepted accepted -> {
        d.room(before.configured(accepted.config()));
        d.save();
        people(d, accepted);
        applyTo(d, before);
        d.answerCommitted();
      }
    }
  }

  /** The form's lists replace those of the room. */
  private static void people(Decision d, ConfigRules.Reading.Accepted accepted) {
    if (accepted.owners() != null) {
      replace(d, accepted.owners(), Affiliation.OWNER);
    }
    if (accepted.admins() != null) {
      replace(d, accepted.admins(), Affiliation.ADMIN);
    }
  }

  private static void replace(Decision d, Set<Jid> wanted, Affiliation affiliation) {
    for (Jid user : wanted) {
      Affiliation now = d.room().affiliation(user);
      if (!now.isAtLeast(affiliation)) {
        AdminRules.affiliateAndTell(
            d, user, new Member(affiliation, d.room().reservedNick(user), null), Notice.NONE);
      }
    }
    for (Jid user : d.room().withAffiliation(affiliation)) {
      if (!wanted.contains(user)) {
        // Section 10.2: who is an owner no more is an admin, who is an admin no more a member.
        Affiliation lower =
            affiliation == Affiliation.OWNER ? Affiliation.ADMIN : Affiliation.MEMBER;
        AdminRules.affiliateAndTell(
            d, user, new Member(lower, d.room().reservedNick(user), null), Notice.NONE);
      }
    }
  }

  /** What a new configuration means for those who are in the room. */
  private static void applyTo(Decision d, RoomState before) {
    RoomConfig config = d.room().config();
    if (config.is(ConfigField.MEMBERS_ONLY) && !before.config().is(ConfigField.MEMBERS_ONLY)) {
      for (Occupant occupant : List.copyOf(d.room().occupants().values())) {
        if (d.roomOrNull() != null
            && !d.room().affiliation(occupant.user()).isAtLeast(Affiliation.MEMBER)) {
          OccupantRules.removed(d, occupant, Notice.of(322));
        }
      }
    }
    RoomState room = d.roomOrNull();
    if (room == null) {
      return;
    }
    if (!config.is(ConfigField.MODERATED) && before.config().is(ConfigField.MODERATED)) {
      for (Occupant occupant : List.copyOf(room.occupants().values())) {
        if (occupant.role() == Role.VISITOR) {
          OccupantRules.changed(d, occupant, Role.PARTICIPANT, Notice.NONE);
        }
      }
    }
    showAndHide(d, before);
    tell(d, before);
    OccupantRules.closeIfEmpty(d);
  }

  /** Occupants whose role is broadcast no more disappear for the others, and come back. */
  private static void showAndHide(Decision d, RoomState before) {
    RoomConfig config = d.room().config();
    for (Occupant occupant : d.room().occupants().values()) {
      boolean shown = config.isBroadcast(occupant.role());
      if (shown != before.config().isBroadcast(occupant.role())) {
        OccupantSession first = occupant.first();
        OccupantRules.tellOthers(
            d,
            shown
                ? OccupantRules.Shown.of(occupant, first)
                : OccupantRules.Shown.gone(occupant, OccupantRules.withoutPresence(first)),
            Notice.NONE);
      }
    }
  }

  private static void tell(Decision d, RoomState before) {
    List<Integer> codes = ConfigRules.codes(before.config(), d.room().config());
    if (codes.isEmpty() || before.locked()) {
      return;
    }
    XmlElement.Builder x = Muc.x();
    codes.forEach(code -> x.child(Muc.status(code)));
    d.sendAll(
        Muc.stanza("message", d.room().jid(), "groupchat")
            .attribute("id", d.env().id().toString())
            .child(x)
            .build());
  }

  private static void destroy(Decision d, XmlElement request) {
    String venue = request.attribute("jid");
    if (venue != null && Jid.parse(venue) == null) {
      d.error(StanzaErrorCondition.JID_MALFORMED, "The alternate venue is not a JID.");
      return;
    }
    XmlElement.Builder destroy = XmlElement.of(Muc.USER, "destroy").attribute("jid", venue);
    copy(request, destroy, "password");
    copy(request, destroy, "reason");
    dissolve(d, destroy.build());
    d.answerCommitted();
  }

  private static void copy(XmlElement from, XmlElement.Builder to, String name) {
    @Nullable String text = Muc.childText(from, name);
    if (text != null) {
      to.child(Muc.text(Muc.USER, name, text));
    }
  }

  /** Takes everybody out with one presence each, and ends the room (section 10.9). */
  static void dissolve(Decision d, XmlElement destroy) {
    RoomState room = d.room();
    XmlElement item =
        XmlElement.of(Muc.USER, "item")
            .attribute("affiliation", "none")
            .attribute("role", "none")
            .build();
    for (Occupant occupant : room.occupants().values()) {
      XmlElement presence =
          Muc.stanza("presence", Muc.occupant(room.jid(), occupant.nick()), "unavailable")
              .child(OccupantIds.element(room, occupant.user()))
              .child(Muc.x().child(item).child(Muc.status(110)).child(destroy))
              .build();
      for (OccupantSession session : occupant.sessions()) {
        d.send(session, presence);
      }
    }
    d.destroy();
  }
}
