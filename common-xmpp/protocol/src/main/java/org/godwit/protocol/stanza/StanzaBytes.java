package org.godwit.protocol.stanza;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlStartTag;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stanza as the bus carries them: element name, {@link #NAMESPACE_DECLARATION}, the
 * other attributes, then the content as it came.
 *
 * <p>Pure; any thread.
 */
public final class StanzaBytes {

  /** What follows the element's name in every stanza on the bus. */
  public static final String NAMESPACE_DECLARATION = " xmlns=\"jabber:client\"";

  private static final byte[] DECLARATION =
      NAMESPACE_DECLARATION.getBytes(StandardCharsets.ISO_8859_1);

  private StanzaBytes() {}

  /**
   * Returns the stanza in {@code frame} with the addresses that the edge vouches for; its content
   * is copied, not parsed.
   *
   * @param from the sender's full JID
   * @param to the addressee; null for none
   * @param lang language of the stream, for a stanza that names none (RFC 6120, section 8.1.5);
   *     null where the stream has none
   */
  public static byte[] stamp(XmlFrame frame, Jid from, @Nullable Jid to, @Nullable String lang) {
    XmlStartTag tag = new XmlStartTag(frame.name());
    tag.attribute("from", from.toString());
    if (to != null) {
      tag.attribute("to", to.toString());
    }
    boolean hasLang = false;
    for (XmlAttribute attribute : frame.attributes()) {
      if (attribute.namespace().isEmpty()
          && (attribute.localName().equals("from") || attribute.localName().equals("to"))) {
        continue;
      }
      hasLang |=
          attribute.localName().equals("lang")
              && attribute.namespace().equals(XmlAttribute.XML_NAMESPACE);
      tag.attribute(attribute);
    }
    if (lang != null && !hasLang) {
      tag.attribute(new XmlAttribute(XmlAttribute.XML_NAMESPACE, "lang", lang));
    }
    return tag.around(frame.bytes(), frame.contentStart(), frame.contentEnd());
  }

  /** Returns the bytes of {@code stanza}, in the same form as {@link #stamp}. */
  public static byte[] of(XmlElement stanza) {
    return XmlWriter.toBytes(stanza);
  }

  /**
   * Returns {@code stanza}, in the form of {@link #stamp} but for no addressee, with one.
   *
   * @throws IllegalArgumentException where the stanza is not of that form
   */
  public static byte[] addressed(byte[] stanza, Jid to) {
    int start = declarationStart(stanza);
    if (start < 0) {
      throw new IllegalArgumentException("a stanza that does not declare its namespace");
    }
    int at = start + DECLARATION.length;
    byte[] attribute = XmlStartTag.attributeBytes("to", to.toString());
    byte[] all = new byte[stanza.length + attribute.length];
    System.arraycopy(stanza, 0, all, 0, at);
    System.arraycopy(attribute, 0, all, at, attribute.length);
    System.arraycopy(stanza, at, all, at + attribute.length, stanza.length - at);
    return all;
  }

  /**
   * Returns the index at which {@link #NAMESPACE_DECLARATION} begins in a stanza of the bus, or -1
   * where the stanza does not declare it right after its name. A writer to a stream whose default
   * namespace it is leaves that many bytes out.
   */
  public static int declarationStart(byte[] stanza) {
    int last = Math.min(stanza.length - DECLARATION.length, 64);
    for (int start = 1; start <= last; start++) {
      byte b = stanza[start];
      if (b == ' ') {
        return matches(stanza, start) ? start : -1;
      }
      if (b == '>' || b == '/') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] stanza, int start) {
    for (int i = 0; i < DECLARATION.length; i++) {
      if (stanza[start + i] != DECLARATION[i]) {
        return false;
      }
    }
    return true;
  }
}
