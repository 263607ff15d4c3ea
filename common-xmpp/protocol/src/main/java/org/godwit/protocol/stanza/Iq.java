package org.godwit.protocol.stanza;

import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Answers to stanzas: iq results and errors of any stanza (RFC 6120, sections 8.2.3 and 8.3).
 *
 * <p>Pure; any thread.
 */
public final class Iq {

  private Iq() {}

  /**
   * Returns the result of {@code request}: addresses swapped, same id.
   *
   * @param payload its child; null for none
   */
  public static XmlElement result(XmlElement request, @Nullable XmlElement payload) {
    XmlElement.Builder result = answer(request, "result");
    if (payload != null) {
      result.child(payload);
    }
    return result.build();
  }

  /**
   * Returns the error that answers {@code stanza}: addresses swapped, same id, and the request's
   * child where it is an iq. Returns null where {@code stanza} is an error or an iq result: neither
   * is ever answered with an error (RFC 6120, sections 8.2.3 and 8.3.1).
   */
  public static @Nullable XmlElement error(XmlElement stanza, StanzaError error) {
    return error(stanza, error.toElement(stanza.namespace()));
  }

  /**
   * Returns the error that answers {@code stanza}, as {@link #error(XmlElement, StanzaError)} does.
   *
   * @param lang the stream's language; null for none
   */
  public static @Nullable XmlElement error(
      XmlElement stanza, ExtensionErrorCode code, @Nullable String lang) {
    return error(stanza, code.toElement(stanza.namespace(), lang));
  }

  private static @Nullable XmlElement error(XmlElement stanza, XmlElement error) {
    String type = stanza.attribute("type");
    boolean iq = stanza.localName().equals(StanzaKind.IQ.element());
    if ("error".equals(type) || (iq && "result".equals(type))) {
      return null;
    }
    XmlElement.Builder answer = answer(stanza, "error");
    XmlElement request = iq ? stanza.firstElement() : null;
    if (request != null) {
      answer.child(request);
    }
    return answer.child(error).build();
  }

  private static XmlElement.Builder answer(XmlElement stanza, String type) {
    return XmlElement.of(stanza.namespace(), stanza.localName())
        .attribute("from", stanza.attribute("to"))
        .attribute("to", stanza.attribute("from"))
        .attribute("id", stanza.attribute("id"))
        .attribute("type", type);
  }
}
