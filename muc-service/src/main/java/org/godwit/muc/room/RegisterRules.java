package org.godwit.muc.room;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Registering with a room, and its approval (XEP-0045, sections 7.10 and 9.9). Pure. */
final class RegisterRules {

  private static final String NICK = "muc#register_roomnick";
  private static final String ALLOW = "muc#register_allow";
  private static final String USER = "muc#register_jid";

  private RegisterRules() {}

  /** Decides about an iq-get. */
  static void get(Decision d) {
    if (isRefused(d)) {
      return;
    }
    RoomState room = d.room();
    Jid from = d.in().from();
    String nick = room.reservedNick(from);
    XmlElement.Builder query = XmlElement.of(Muc.REGISTER, "query");
    if (nick != null) {
      query.child(XmlElement.of(Muc.REGISTER, "registered"));
      query.child(Muc.text(Muc.REGISTER, "username", nick));
    }
    query.child(
        Muc.text(Muc.REGISTER, "instructions", "Choose the nickname to register in this room."));
    query.child(
        DataForm.form("form", Muc.REGISTER_FORM)
            .child(Muc.text(DataForm.NAMESPACE, "title", room.displayName()))
            .child(
                DataForm.filled(
                        NICK,
                        "text-single",
                        "Desired Nickname",
                        nick == null ? List.of() : List.of(nick))
                    .child(XmlElement.of(DataForm.NAMESPACE, "required"))));
    d.answer(query.build());
  }

  /** Decides about an iq-set. */
  static void set(Decision d, XmlElement query) {
    if (query.child(Muc.REGISTER, "remove") != null) {
      unregister(d);
      return;
    }
    if (isRefused(d)) {
      return;
    }
    DataForm form = DataForm.in(query);
    String nick = nickIn(form);
    if (form == null || nick == null) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "A form with the desired nickname is needed.");
      return;
    }
    RoomState room = d.room();
    Jid user = d.in().from().bare();
    StanzaError refusal = EnterRules.nickRefusal(room, nick, user, d.env().limits());
    if (refusal != null) {
      d.error(refusal);
      return;
    }
    if (!room.members().containsKey(user)
        && room.members().size() >= d.env().limits().affiliationsMax()) {
      d.error(StanzaErrorCondition.RESOURCE_CONSTRAINT, "The room's lists are full.");
      return;
    }
    boolean member = room.affiliation(user).isAtLeast(Affiliation.MEMBER);
    if (room.config().is(ConfigField.MEMBERS_ONLY) && !member) {
      // Nobody enters a closed room by asking for it: its admins decide.
      ask(d, user, nick);
      d.answer(null);
      return;
    }
    AdminRules.affiliate(d, user, registered(d, user, nick), Notice.NONE);
    d.answerCommitted();
  }

  private static @Nullable String nickIn(@Nullable DataForm form) {
    if (form == null || !form.type().equals("submit") || !form.isOf(Muc.REGISTER_FORM)) {
      return null;
    }
    String text = form.value(NICK);
    return text == null ? null : EnterRules.enforced(text);
  }

  private static boolean isRefused(Decision d) {
    RoomState room = d.room();
    Affiliation affiliation = room.affiliation(d.in().from());
    boolean member = affiliation.isAtLeast(Affiliation.MEMBER);
    if (affiliation == Affiliation.OUTCAST
        || (!member && !room.config().is(ConfigField.REGISTRATION))) {
      d.error(StanzaErrorCondition.NOT_ALLOWED, "You may not register with this room.");
      return true;
    }
    return false;
  }

  private static void unregister(Decision d) {
    Jid user = d.in().from().bare();
    Affiliation affiliation = d.room().affiliation(user);
    switch (affiliation) {
      case MEMBER -> AdminRules.affiliate(d, user, null, Notice.NONE);
      case ADMIN, OWNER ->
          AdminRules.affiliate(d, user, new Member(affiliation, null, null), Notice.NONE);
      case NONE, OUTCAST -> {
        d.error(
            StanzaErrorCondition.REGISTRATION_REQUIRED, "You are not registered with this room.");
        return;
      }
    }
    d.answerCommitted();
  }

  private static Member registered(Decision d, Jid user, String nick) {
    Affiliation now = d.room().affiliation(user);
    return new Member(now.isAtLeast(Affiliation.MEMBER) ? now : Affiliation.MEMBER, nick, null);
  }

  private static void ask(Decision d, Jid user, String nick) {
    RoomState room = d.room();
    XmlElement form =
        DataForm.form("form", Muc.REGISTER_FORM)
            .child(Muc.text(DataForm.NAMESPACE, "title", "Registration request"))
            .child(
                Muc.text(
                    DataForm.NAMESPACE,
                    "instructions",
                    "To approve this request, select the checkbox and submit the form."))
            .child(DataForm.field(USER, "jid-single", "User ID", List.of(user.toString())))
            .child(DataForm.field(NICK, "text-single", "Desired Nickname", List.of(nick)))
            .child(
                DataForm.field(
                    ALLOW, "boolean", "Allow this person to register with the room?", List.of("0")))
            .build();
    XmlElement message =
        Muc.stanza("message", room.jid(), null)
            .attribute("id", d.env().id().toString())
            .child(form)
            .build();
    d.send(occupant -> room.affiliation(occupant.user()).isAtLeast(Affiliation.ADMIN), message);
    for (Affiliation affiliation : List.of(Affiliation.OWNER, Affiliation.ADMIN)) {
      for (Jid admin : room.withAffiliation(affiliation)) {
        if (room.occupantsOf(admin).isEmpty()) {
          d.send(admin, message);
        }
      }
    }
  }

  /** Decides about a form that an admin sends in answer to a request. */
  static void approve(Decision d, DataForm form) {
    RoomState room = d.room();
    if (!room.affiliation(d.in().from()).isAtLeast(Affiliation.ADMIN)) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Only admins may approve registrations.");
      return;
    }
    String nick = nickIn(form);
    String address = form.value(USER);
    Jid user = address == null ? null : Jid.parse(address);
    if (nick == null || user == null) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "The form lacks the user or the nickname.");
    } else if (form.is(ALLOW)) {
      StanzaError refusal = EnterRules.nickRefusal(room, nick, user, d.env().limits());
      if (refusal == null) {
        AdminRules.affiliateAndTell(d, user.bare(), registered(d, user.bare(), nick), Notice.NONE);
      } else {
        d.error(refusal);
      }
    }
  }
}
