package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;

/** Which messages are stored for an absent user. Pure. */
final class StorageRules {

  private static final int CONTENT =
      StanzaTrait.BODY.bit()
          | StanzaTrait.SUBJECT.bit()
          | StanzaTrait.OTHER_PAYLOAD.bit()
          | StanzaTrait.STORE.bit();

  private StorageRules() {}

  /**
   * Tells whether the message may wait for its receiver: normal and chat, but neither what holds
   * only chat states (XEP-0160, section 3) nor what must not be stored (XEP-0334, section 4.2).
   */
  static boolean isStorable(StanzaHead head) {
    return (head.type() == StanzaType.CHAT || head.type() == StanzaType.NORMAL)
        && !head.has(StanzaTrait.NO_STORE)
        && !head.has(StanzaTrait.COPY)
        && (head.traits() & CONTENT) != 0;
  }

  /**
   * Tells whether all that a storable message has to say is a body without text, as some send with
   * chat states: nothing worth waiting for.
   */
  static boolean isBlank(StanzaHead head, byte[] stanza) {
    if ((head.traits() & CONTENT) != StanzaTrait.BODY.bit()) {
      return false;
    }
    String text = new String(stanza, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("<body");
    int end = start < 0 ? -1 : text.indexOf('>', start);
    if (end < 0 || (text.charAt(end - 1) != '/' && !text.startsWith("</", end + 1))) {
      return false;
    }
    XmlElement tree = StanzaTrees.parse(stanza);
    return tree.elements().stream()
        .noneMatch(each -> each.localName().equals("body") && !each.text().isEmpty());
  }
}
