package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlNode;
import org.godwit.protocol.xml.XmlWriter;

/** Marks a stanza that was stored with the time at which it came (XEP-0203). Pure. */
final class DelayRules {

  /** Namespace of {@code <delay/>}. */
  static final String NAMESPACE = "urn:xmpp:delay";

  private static final String ELEMENT = "delay";
  private static final byte[] NEEDLE = NAMESPACE.getBytes(StandardCharsets.ISO_8859_1);

  private DelayRules() {}

  /**
   * Returns {@code stanza} with a delay of {@code domain}. One that names this domain already is
   * replaced: it is forged or older (XEP-0203, section 5). Where there is none, the content stays
   * as it came, byte by byte.
   */
  static byte[] stamped(byte[] stanza, String domain, long timeMs) {
    XmlElement delay = delay(domain, timeMs);
    int end = contains(stanza) ? -1 : endTag(stanza);
    if (end < 0) {
      return rebuilt(StanzaTrees.parse(stanza), delay, domain);
    }
    byte[] text = XmlWriter.toBytes(delay);
    byte[] stamped = new byte[stanza.length + text.length];
    System.arraycopy(stanza, 0, stamped, 0, end);
    System.arraycopy(text, 0, stamped, end, text.length);
    System.arraycopy(stanza, end, stamped, end + text.length, stanza.length - end);
    return stamped;
  }

  /** Returns the mark of {@code domain} for what happened at {@code timeMs}, since 1970. */
  static XmlElement delay(String domain, long timeMs) {
    // XEP-0082, section 3.2: UTC with "Z"; Instant prints milliseconds only where there are any.
    return XmlElement.of(NAMESPACE, ELEMENT)
        .attribute("from", domain)
        .attribute("stamp", Instant.ofEpochMilli(timeMs).toString())
        .build();
  }

  private static byte[] rebuilt(XmlElement stanza, XmlElement delay, String domain) {
    XmlElement.Builder copy = XmlElement.of(stanza.namespace(), stanza.localName());
    stanza.attributes().forEach(a -> copy.attribute(a.namespace(), a.localName(), a.value()));
    for (XmlNode node : stanza.children()) {
      switch (node) {
        case XmlElement child -> {
          if (!isOwnDelay(child, domain)) {
            copy.child(child);
          }
        }
        case XmlNode.Text text -> copy.text(text.value());
      }
    }
    return XmlWriter.toBytes(copy.child(delay).build());
  }

  private static boolean isOwnDelay(XmlElement child, String domain) {
    return child.localName().equals(ELEMENT)
        && child.namespace().equals(NAMESPACE)
        && domain.equals(child.attribute("from"));
  }

  /** Returns where the end tag begins, or -1 for an element that closes in its start tag. */
  private static int endTag(byte[] stanza) {
    for (int i = stanza.length - 2; i > 0; i--) {
      if (stanza[i] == '/') {
        return stanza[i - 1] == '<' ? i - 1 : -1;
      }
    }
    return -1;
  }

  private static boolean contains(byte[] stanza) {
    for (int i = 0; i <= stanza.length - NEEDLE.length; i++) {
      int k = 0;
      while (k < NEEDLE.length && stanza[i + k] == NEEDLE[k]) {
        k++;
      }
      if (k == NEEDLE.length) {
        return true;
      }
    }
    return false;
  }
}
