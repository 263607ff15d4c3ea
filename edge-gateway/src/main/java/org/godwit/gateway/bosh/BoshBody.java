package org.godwit.gateway.bosh;

import java.util.List;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlFrame;
import org.jspecify.annotations.Nullable;

/**
 * A request of a BOSH client (XEP-0124, section 6).
 *
 * @param attributes attributes of its body element
 * @param payloads the elements in it
 */
public record BoshBody(List<XmlAttribute> attributes, List<XmlFrame> payloads) {
  /** The namespace of the body element. */
  public static final String NAMESPACE = "http://jabber.org/protocol/httpbind";

  /** The namespace of the attributes of XEP-0206. */
  public static final String XMPP_NAMESPACE = "urn:xmpp:xbosh";

  /** Section 14.1: the largest request id that every client can count to. */
  public static final long RID_MAX = 9_007_199_254_740_991L;

  /** What a number is that is absent. */
  public static final long NONE = -1;

  /** Returns the value of {@code name}, or null. */
  public @Nullable String attribute(String name) {
    return attribute("", name);
  }

  private @Nullable String attribute(String namespace, String name) {
    for (XmlAttribute attribute : attributes) {
      if (attribute.localName().equals(name) && attribute.namespace().equals(namespace)) {
        return attribute.value();
      }
    }
    return null;
  }

  /** Returns the number in {@code name}, from 0, or {@link #NONE} where it is absent or wrong. */
  public long number(String name) {
    String text = attribute(name);
    if (text == null || text.isEmpty() || text.length() > 16) {
      return NONE;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return NONE;
      }
    }
    long number = Long.parseLong(text);
    return number > RID_MAX ? NONE : number;
  }

  /** Returns the request id, or {@link #NONE}. */
  public long rid() {
    return number("rid");
  }

  /** Tells whether the client ends its session (section 13). */
  public boolean isTerminate() {
    return "terminate".equals(attribute("type"));
  }

  /** Tells whether the client will be silent for a while (section 10). */
  public boolean isPause() {
    return attribute("pause") != null;
  }

  /** Tells whether the client wants another stream (XEP-0206, section 5). */
  public boolean isRestart() {
    String restart = attribute(XMPP_NAMESPACE, "restart");
    return "true".equals(restart) || "1".equals(restart);
  }

  /** Tells whether there is nothing in it but the wish to hear something. */
  public boolean isEmpty() {
    return payloads.isEmpty() && !isTerminate() && !isPause() && !isRestart();
  }
}
