package org.godwit.muc.room;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;

/** Requests of visitors for voice, and their approval (XEP-0045, sections 7.13 and 8.6). Pure. */
final class VoiceRules {

  private VoiceRules() {}

  /** Decides about a form that is named {@link Muc#REQUEST}. */
  static void form(Decision d, DataForm form) {
    Occupant sender = d.room().occupantOf(d.in().from());
    if (sender == null) {
      d.error(StanzaErrorCondition.NOT_ACCEPTABLE, "Only occupants may ask for voice.");
    } else if (form.values().containsKey("muc#request_allow")) {
      approve(d, sender, form);
    } else if (!Role.PARTICIPANT.text().equals(form.value("muc#role"))) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "A request for voice names the role participant.");
    } else if (sender.role() == Role.VISITOR) {
      ask(d, sender);
    }
  }

  private static void ask(Decision d, Occupant sender) {
    RoomState room = d.room();
    XmlElement form =
        DataForm.form("form", Muc.REQUEST)
            .child(Muc.text(DataForm.NAMESPACE, "title", "Voice request"))
            .child(
                Muc.text(
                    DataForm.NAMESPACE,
                    "instructions",
                    "To approve this request for voice, select the checkbox and submit the form."))
            .child(
                DataForm.field("muc#role", "list-single", "Requested role", List.of("participant")))
            .child(
                DataForm.field(
                    "muc#jid", "jid-single", "User ID", List.of(d.in().from().toString())))
            .child(
                DataForm.field(
                    "muc#roomnick", "text-single", "Room Nickname", List.of(sender.nick())))
            .child(
                DataForm.field(
                    "muc#request_allow",
                    "boolean",
                    "Grant voice to this person?",
                    List.of("false")))
            .build();
    d.send(
        occupant -> occupant.role() == Role.MODERATOR,
        Muc.stanza("message", room.jid(), null)
            .attribute("id", d.env().id().toString())
            .child(form)
            .build());
  }

  private static void approve(Decision d, Occupant moderator, DataForm form) {
    if (moderator.role() != Role.MODERATOR) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Only moderators may grant voice.");
      return;
    }
    if (!form.is("muc#request_allow")) {
      return;
    }
    String nick = form.value("muc#roomnick");
    String address = form.value("muc#jid");
    Jid jid = address == null ? null : Jid.parse(address);
    Occupant visitor = jid == null ? null : d.room().occupantOf(jid);
    if (visitor == null && nick != null && jid == null) {
      visitor = d.room().occupants().get(nick);
    }
    if (visitor == null) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "That occupant has left.");
    } else if (visitor.role() == Role.VISITOR) {
      OccupantRules.changed(d, visitor, Role.PARTICIPANT, Notice.NONE);
    }
  }
}
