package org.godwit.muc.room;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** What a room says about itself (XEP-0045, sections 6.4 to 6.6, 7.12 and 18.1.1). Pure. */
final class DiscoRules {

  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private static final List<String> FEATURES =
      List.of(
          INFO,
          ITEMS,
          Muc.MUC,
          Muc.MUC + "#stable_id",
          Muc.MUC + "#self-ping-optimization",
          Muc.REGISTER_FORM,
          Muc.ROOM_CONFIG,
          Muc.MUC + "#roominfo",
          Muc.REQUEST,
          Muc.OCCUPANT_ID,
          Muc.STANZA_ID,
          Muc.REGISTER,
          Muc.MAM,
          Muc.MAM + "#extended",
          Muc.MODERATE,
          Muc.RETRACT + "#tombstone",
          VcardRules.NAMESPACE,
          Muc.PING);

  private DiscoRules() {}

  /** Decides about a request for information. */
  static void info(Decision d, XmlElement query) {
    String node = query.attribute("node");
    if (node == null) {
      d.answer(info(d.room()));
    } else if (node.equals("x-roomuser-item")) {
      d.answer(reservedNick(d.room(), d.in().from()));
    } else if (node.equals(Muc.MUC + "#traffic")) {
      // Section 18.1.1: nothing is discarded.
      d.error(StanzaErrorCondition.SERVICE_UNAVAILABLE, "All namespaces may pass.");
    } else {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such node.");
    }
  }

  private static XmlElement info(RoomState room) {
    XmlElement.Builder query = XmlElement.of(INFO, "query");
    query.child(
        XmlElement.of(INFO, "identity")
            .attribute("category", "conference")
            .attribute("type", "text")
            .attribute("name", room.displayName()));
    FEATURES.forEach(feature -> query.child(feature(feature)));
    RoomConfig config = room.config();
    query
        .child(either(config, ConfigField.PASSWORD_PROTECTED, "passwordprotected", "unsecured"))
        .child(either(config, ConfigField.PUBLIC_ROOM, "public", "hidden"))
        .child(either(config, ConfigField.PERSISTENT, "persistent", "temporary"))
        .child(either(config, ConfigField.MEMBERS_ONLY, "membersonly", "open"))
        .child(either(config, ConfigField.MODERATED, "moderated", "unmoderated"))
        .child(feature(config.isNonAnonymous() ? "muc_nonanonymous" : "muc_semianonymous"));
    return query.child(roomInfo(room)).build();
  }

  private static XmlElement either(RoomConfig config, ConfigField field, String yes, String no) {
    return feature("muc_" + (config.is(field) ? yes : no));
  }

  private static XmlElement feature(String name) {
    return XmlElement.of(INFO, "feature").attribute("var", name).build();
  }

  private static XmlElement roomInfo(RoomState room) {
    RoomConfig config = room.config();
    XmlElement.Builder form = DataForm.form("result", Muc.MUC + "#roominfo");
    add(form, "muc#roominfo_description", "Description", config.text(ConfigField.ROOM_DESC));
    add(form, ConfigField.ROOM_NAME.var(), "Title", room.displayName());
    add(form, "muc#roominfo_lang", "Language of discussion", config.text(ConfigField.LANG));
    add(form, "muc#roominfo_subject", "Current Discussion Topic", room.subject().text());
    form.child(
        DataForm.field(
            "muc#roominfo_occupants",
            "text-single",
            "Number of occupants",
            List.of(Integer.toString(room.occupants().size()))));
    List<String> owners =
        config.isNonAnonymous()
            ? room.withAffiliation(Affiliation.OWNER).stream().map(Jid::toString).toList()
            : List.of();
    if (!owners.isEmpty()) {
      form.child(
          DataForm.field("muc#roominfo_contactjid", "jid-multi", "Contact Addresses", owners));
    }
    String subject = config.is(ConfigField.CHANGE_SUBJECT) ? "1" : "0";
    add(form, "muc#roominfo_subjectmod", "Participants may change the subject", subject);
    add(form, ConfigField.CHANGE_SUBJECT.var(), "Subject can be modified", subject);
    add(
        form,
        ConfigField.MAX_HISTORY.var(),
        ConfigField.MAX_HISTORY.label(),
        config.text(ConfigField.MAX_HISTORY));
    add(
        form,
        ConfigField.ALLOW_INVITES.var(),
        ConfigField.ALLOW_INVITES.label(),
        config.is(ConfigField.ALLOW_INVITES) ? "1" : "0");
    add(
        form,
        ConfigField.ALLOW_PM.var(),
        ConfigField.ALLOW_PM.label(),
        config.text(ConfigField.ALLOW_PM));
    if (!room.avatar().isEmpty()) {
      form.child(
          DataForm.field("muc#roominfo_avatarhash", "text-multi", "Avatar hash", room.avatar()));
    }
    add(form, ConfigField.PUBSUB.var(), "Associated pubsub node", config.text(ConfigField.PUBSUB));
    return form.build();
  }

  private static void add(XmlElement.Builder form, String name, String label, String value) {
    if (!value.isEmpty()) {
      form.child(DataForm.field(name, null, label, List.of(value)));
    }
  }

  /** Section 7.12. */
  private static XmlElement reservedNick(RoomState room, Jid user) {
    @Nullable String nick = room.reservedNick(user);
    XmlElement.Builder query = XmlElement.of(INFO, "query").attribute("node", "x-roomuser-item");
    if (nick != null) {
      query.child(
          XmlElement.of(INFO, "identity")
              .attribute("category", "conference")
              .attribute("type", "text")
              .attribute("name", nick));
    }
    return query.build();
  }

  /** Section 6.5: occupants are told; others see an empty list. */
  static void items(Decision d, XmlElement query) {
    RoomState room = d.room();
    if (query.attribute("node") != null) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such node.");
      return;
    }
    XmlElement.Builder list = XmlElement.of(ITEMS, "query");
    if (room.occupantOf(d.in().from()) != null) {
      for (String nick : room.occupants().keySet()) {
        list.child(
            XmlElement.of(ITEMS, "item")
                .attribute("jid", Muc.occupant(room.jid(), nick).toString())
                .attribute("name", nick));
      }
    }
    d.answer(list.build());
  }
}
