package org.godwit.gateway.xep0352_csi;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;

/**
 * Tells what an inactive client need not get now (XEP-0352, section 3.2): availability of others,
 * chat states without anything else (XEP-0085), and events of other accounts' nodes (XEP-0163).
 * Pure.
 */
public final class Urgency {
  private static final byte[] EVENT =
      "http://jabber.org/protocol/pubsub#event".getBytes(StandardCharsets.US_ASCII);

  private Urgency() {}

  /** Tells whether a stanza has to reach the client at once. */
  public static boolean isUrgent(StanzaHead head, byte[] stanza) {
    return switch (head.kind()) {
      case IQ -> true;
      case PRESENCE -> head.type() != StanzaType.AVAILABLE && head.type() != StanzaType.UNAVAILABLE;
      case MESSAGE -> isUrgentMessage(head, stanza);
    };
  }

  private static boolean isUrgentMessage(StanzaHead head, byte[] stanza) {
    if (head.type() == StanzaType.MESSAGE_ERROR
        || head.has(StanzaTrait.BODY)
        || head.has(StanzaTrait.SUBJECT)) {
      return true;
    }
    if (head.has(StanzaTrait.OTHER_PAYLOAD)) {
      return head.type() != StanzaType.HEADLINE || !contains(stanza, EVENT);
    }
    return !head.has(StanzaTrait.CHAT_STATE);
  }

  private static boolean contains(byte[] text, byte[] part) {
    for (int i = 0; i <= text.length - part.length; i++) {
      int at = 0;
      while (at < part.length && text[i + at] == part[at]) {
        at++;
      }
      if (at == part.length) {
        return true;
      }
    }
    return false;
  }
}
