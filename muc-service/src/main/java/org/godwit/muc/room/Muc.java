package org.godwit.muc.room;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Namespaces and small elements of rooms. */
public final class Muc {

  /** Of joining. */
  public static final String MUC = "http://jabber.org/protocol/muc";

  /** Of what the room says about occupants. */
  public static final String USER = MUC + "#user";

  /** Of admins' requests. */
  public static final String ADMIN = MUC + "#admin";

  /** Of owners' requests. */
  public static final String OWNER = MUC + "#owner";

  /** Of voice requests. */
  public static final String REQUEST = MUC + "#request";

  /** Of registration forms. */
  public static final String REGISTER_FORM = MUC + "#register";

  /** Of the configuration form. */
  public static final String ROOM_CONFIG = MUC + "#roomconfig";

  /** Of stanzas. */
  public static final String CLIENT = "jabber:client";

  /** XEP-0421. */
  public static final String OCCUPANT_ID = "urn:xmpp:occupant-id:0";

  /** XEP-0359. */
  public static final String STANZA_ID = "urn:xmpp:sid:0";

  /** XEP-0203. */
  public static final String DELAY = "urn:xmpp:delay";

  /** XEP-0077. */
  public static final String REGISTER = "jabber:iq:register";

  /** XEP-0424. */
  public static final String RETRACT = "urn:xmpp:message-retract:1";

  /** XEP-0425. */
  public static final String MODERATE = "urn:xmpp:message-moderate:1";

  /** XEP-0313. */
  public static final String MAM = "urn:xmpp:mam:2";

  /** XEP-0199. */
  public static final String PING = "urn:xmpp:ping";

  private Muc() {}

  /** Begins a stanza from {@code from}. */
  static XmlElement.Builder stanza(String name, Jid from, @Nullable String type) {
    return XmlElement.of(CLIENT, name).attribute("from", from.toString()).attribute("type", type);
  }

  /** Begins an {@code <x/>} of the room. */
  static XmlElement.Builder x() {
    return XmlElement.of(USER, "x");
  }

  static XmlElement status(int code) {
    return XmlElement.of(USER, "status").attribute("code", Integer.toString(code)).build();
  }

  /** Returns {@code <name>text</name>} in {@code namespace}. */
  static XmlElement text(String namespace, String name, String text) {
    return XmlElement.of(namespace, name).text(text).build();
  }

  static XmlElement stanzaId(Jid room, ArchiveId id) {
    return XmlElement.of(STANZA_ID, "stanza-id")
        .attribute("by", room.toString())
        .attribute("id", id.toString())
        .build();
  }

  /** Returns when something was sent, for whoever gets it later. */
  static XmlElement delay(Jid room, long atMs) {
    return XmlElement.of(DELAY, "delay")
        .attribute("from", room.toString())
        .attribute("stamp", stamp(atMs))
        .build();
  }

  /** Returns a time as XEP-0082 writes it. */
  static String stamp(long atMs) {
    return DateTimeFormatter.ISO_INSTANT.format(
        Instant.ofEpochMilli(atMs).truncatedTo(ChronoUnit.MILLIS));
  }

  /** Returns the occupant JID of {@code nick}, which was enforced before. */
  static Jid occupant(Jid room, String nick) {
    return Jid.ofEnforced(room.local(), room.domain(), nick);
  }

  /** Returns the text of a child of the same namespace, or null where it is absent or empty. */
  static @Nullable String childText(XmlElement parent, String name) {
    XmlElement child = parent.child(parent.namespace(), name);
    String text = child == null ? "" : child.text();
    return text.isEmpty() ? null : text;
  }

  /**
   * Returns the content of {@code stanza} that the room passes on: nothing that only the room may
   * say (XEP-0045, section 17.3; XEP-0421, section 4; XEP-0359, section 5).
   */
  static List<XmlElement> passedOn(XmlElement stanza, Jid room) {
    return stanza.elements().stream().filter(element -> isPassedOn(element, room)).toList();
  }

  private static boolean isPassedOn(XmlElement element, Jid room) {
    return switch (element.namespace()) {
      case MUC, USER, OCCUPANT_ID -> false;
      case STANZA_ID ->
          !(element.localName().equals("stanza-id")
              && room.toString().equals(element.attribute("by")));
      case DELAY -> !room.toString().equals(element.attribute("from"));
      default -> true;
    };
  }
}
