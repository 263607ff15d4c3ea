package org.godwit.protocol.module;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A stanza that an answer brings about, such as a notification. It is durable before the request's
 * record is complete.
 *
 * @param head its head; {@code from} and {@code to} are never null
 * @param stanza the whole stanza, with the same addresses
 */
public record OutgoingStanza(StanzaHead head, XmlElement stanza) {

  /**
   * Makes a message of {@code type} with one payload.
   *
   * @param id its id; null for none
   * @param content its children, and what they show beside {@link StanzaTrait#OTHER_PAYLOAD}
   */
  public static OutgoingStanza message(
      StanzaType type, Jid from, Jid to, @Nullable String id, Content content) {
    XmlElement.Builder stanza =
        XmlElement.of("jabber:client", "message")
            .attribute("from", from.toString())
            .attribute("to", to.toString())
            .attribute("id", id)
            .attribute("type", type.attribute());
    for (XmlElement payload : content.payloads()) {
      stanza.child(payload);
    }
    int bits = content.traits() | StanzaTrait.OTHER_PAYLOAD.bit();
    return new OutgoingStanza(new StanzaHead(type, id, from, to, bits), stanza.build());
  }

  /**
   * What a message says.
   *
   * @param payloads its children
   * @param traits bits of {@link StanzaTrait} that they show
   */
  public record Content(List<XmlElement> payloads, int traits) {
    /** Copies the list. */
    public Content {
      payloads = List.copyOf(payloads);
    }
  }
}
