package org.godwit.gateway.watchdog;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;

/**
 * A ping from a client's server (XEP-0199 v2.0.1, section 4.1). Its answer, also one that is an
 * error (section 5), ends here. Pure.
 *
 * @param jid the client's full JID
 */
public record ServerPing(Jid jid) {
  private static final String NAMESPACE = "urn:xmpp:ping";
  private static final String ID = "godwit-watchdog";

  /** Returns the request. */
  public XmlElement request() {
    return XmlElement.of("jabber:client", "iq")
        .attribute("from", jid.domain())
        .attribute("to", jid.toString())
        .attribute("id", ID)
        .attribute("type", "get")
        .child(XmlElement.of(NAMESPACE, "ping"))
        .build();
  }

  /** Tells whether {@code frame}, which the client sent, answers it. */
  public boolean isAnswer(XmlFrame frame) {
    if (!ID.equals(frame.attribute("id")) || StanzaReader.kindOf(frame.name()) != StanzaKind.IQ) {
      return false;
    }
    String type = frame.attribute("type");
    String to = frame.attribute("to");
    return ("result".equals(type) || "error".equals(type))
        && (to == null || to.equals(jid.domain()));
  }
}
