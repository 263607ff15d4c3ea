package org.godwit.muc.room;

import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Hands each stanza for a room to the rules that decide about it. Pure. */
public final class RoomRules {

  private RoomRules() {}

  /**
   * Returns the message of the archive that must be looked for before {@code in} is decided about
   * ({@link Env#missing}); null where none is, which is the rule.
   */
  public static @Nullable ArchiveId named(@Nullable RoomState room, Inbound in) {
    return room == null || in.type() != StanzaType.SET ? null : ModerationRules.named(room, in);
  }

  /** Decides; the decision tells the room after it and what is to be done. */
  public static Decision decide(@Nullable RoomState room, Inbound in, Env env) {
    Decision d = new Decision(room, in, env);
    switch (in.type()) {
      case AVAILABLE -> PresenceRules.available(d);
      case UNAVAILABLE -> PresenceRules.unavailable(d);
      case GROUPCHAT -> MessageRules.groupchat(d);
      case NORMAL, CHAT, HEADLINE -> message(d);
      case GET, SET -> request(d);
      case RESULT, IQ_ERROR -> answer(d);
      case MESSAGE_ERROR, PRESENCE_ERROR -> GhostRules.bounced(d);
      // Section 17.3: none of these is a request to enter or leave.
      case PROBE, SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> {}
    }
    return d;
  }

  private static void message(Decision d) {
    if (d.roomOrNull() == null) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such room.");
      return;
    }
    String nick = d.in().to().resource();
    if (nick != null) {
      PrivateRules.message(d, nick);
      return;
    }
    XmlElement x = d.in().stanza().child(Muc.USER, "x");
    if (x != null && InviteRules.invited(d, x)) {
      return;
    }
    DataForm form = DataForm.in(d.in().stanza());
    if (form != null && form.isOf(Muc.REQUEST) && form.type().equals("submit")) {
      VoiceRules.form(d, form);
    } else if (form != null && form.isOf(Muc.REGISTER_FORM) && form.type().equals("submit")) {
      RegisterRules.approve(d, form);
    } else if (form == null || !form.type().equals("cancel")) {
      // Section 17.2.
      d.error(StanzaErrorCondition.BAD_REQUEST, "Messages to a room are of type groupchat.");
    }
  }

  private static void answer(Decision d) {
    String nick = d.in().to().resource();
    if (d.roomOrNull() != null && nick != null) {
      PrivateRules.answer(d, nick);
    }
  }

  private static void request(Decision d) {
    if (d.roomOrNull() == null && OwnerRules.establish(d)) {
      return;
    }
    if (d.roomOrNull() == null) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such room.");
      return;
    }
    String nick = d.in().to().resource();
    XmlElement payload = d.in().stanza().firstElement();
    if (nick != null) {
      PrivateRules.request(d, nick);
    } else if (payload == null) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "A request has one child.");
    } else {
      ofRoom(d, payload);
    }
  }

  private static void ofRoom(Decision d, XmlElement payload) {
    boolean get = d.in().type() == StanzaType.GET;
    switch (payload.namespace() + ' ' + payload.localName() + ' ' + (get ? "get" : "set")) {
      case DiscoRules.INFO + " query get" -> DiscoRules.info(d, payload);
      case DiscoRules.ITEMS + " query get" -> DiscoRules.items(d, payload);
      case Muc.ADMIN + " query get" -> AdminRules.list(d, payload);
      case Muc.ADMIN + " query set" -> AdminRules.change(d, payload);
      case Muc.OWNER + " query get" -> OwnerRules.get(d);
      case Muc.OWNER + " query set" -> OwnerRules.set(d, payload);
      case Muc.REGISTER + " query get" -> RegisterRules.get(d);
      case Muc.REGISTER + " query set" -> RegisterRules.set(d, payload);
      case Muc.MAM + " query get" -> ArchiveRules.form(d);
      case Muc.MAM + " query set" -> ArchiveRules.query(d, payload);
      case Muc.MAM + " metadata get" -> ArchiveRules.ends(d);
      case VcardRules.NAMESPACE + " vCard get" -> VcardRules.get(d);
      case VcardRules.NAMESPACE + " vCard set" -> VcardRules.set(d, payload);
      case Muc.MODERATE + " moderate set" -> ModerationRules.moderate(d, payload);
      case Muc.PING + " ping get" -> d.answer(null);
      case RemovalRules.NAMESPACE + ' ' + RemovalRules.ELEMENT + " set" ->
          RemovalRules.removed(d, payload);
      default ->
          d.error(StanzaErrorCondition.SERVICE_UNAVAILABLE, "The room does not know this request.");
    }
  }
}
