package org.godwit.muc.owner;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Heads of the stanzas that rooms send. Pure. */
final class StanzaHeads {

  private StanzaHeads() {}

  /** Returns the head of {@code stanza} for {@code to}; null for several. */
  static StanzaHead of(XmlElement stanza, @Nullable Jid to) {
    StanzaKind kind =
        switch (stanza.localName()) {
          case "message" -> StanzaKind.MESSAGE;
          case "presence" -> StanzaKind.PRESENCE;
          default -> StanzaKind.IQ;
        };
    StanzaType type = StanzaType.of(kind, stanza.attribute("type"));
    String from = stanza.attribute("from");
    if (type == null || from == null) {
      throw new IllegalStateException("a room sends no valid stanza: " + stanza.name());
    }
    return new StanzaHead(
        type,
        stanza.attribute("id"),
        Jid.ofEnforced(from),
        to,
        kind == StanzaKind.MESSAGE ? traits(stanza) : 0);
  }

  private static int traits(XmlElement message) {
    int traits = 0;
    for (XmlElement child : message.elements()) {
      StanzaTrait trait =
          switch (child.namespace()) {
            case "jabber:client" ->
                switch (child.localName()) {
                  case "body" -> StanzaTrait.BODY;
                  case "subject" -> StanzaTrait.SUBJECT;
                  default -> StanzaTrait.OTHER_PAYLOAD;
                };
            case "http://jabber.org/protocol/chatstates" -> StanzaTrait.CHAT_STATE;
            case "urn:xmpp:hints" ->
                switch (child.localName()) {
                  case "no-store" -> StanzaTrait.NO_STORE;
                  case "no-permanent-store" -> StanzaTrait.NO_PERMANENT_STORE;
                  case "no-copy" -> StanzaTrait.NO_COPY;
                  case "store" -> StanzaTrait.STORE;
                  default -> StanzaTrait.OTHER_PAYLOAD;
                };
            default -> StanzaTrait.OTHER_PAYLOAD;
          };
      traits |= trait.bit();
    }
    return traits;
  }
}
