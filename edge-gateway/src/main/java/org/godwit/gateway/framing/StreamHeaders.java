package org.godwit.gateway.framing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.protocol.xml.XmlAttribute;

/** Stream headers in the forms of the transports. Pure. */
public final class StreamHeaders {
  /** The end tag of the stream that {@link #client} begins. */
  public static final String END = "</stream:stream>";

  private StreamHeaders() {}

  /** Returns the header of RFC 6120 that says what a client's {@code attributes} say. */
  public static byte[] client(List<XmlAttribute> attributes) {
    StringBuilder text =
        new StringBuilder(192)
            .append("<stream:stream xmlns='jabber:client'")
            .append(" xmlns:stream='http://etherx.jabber.org/streams'");
    for (XmlAttribute attribute : attributes) {
      append(text, attribute);
    }
    return text.append('>').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Appends {@code attribute} to a start tag, where streams know it. */
  public static void append(StringBuilder text, XmlAttribute attribute) {
    boolean isLang =
        attribute.namespace().equals(XmlAttribute.XML_NAMESPACE)
            && attribute.localName().equals("lang");
    if (isLang) {
      append(text, "xml:lang", attribute.value());
    } else if (attribute.namespace().isEmpty()) {
      append(text, attribute.localName(), attribute.value());
    }
  }

  /** Appends an attribute to a start tag. */
  public static void append(StringBuilder text, String name, String value) {
    text.append(' ').append(name).append("='").append(escaped(value)).append('\'');
  }

  /** Returns {@code value} as it stands between single quotes. */
  static String escaped(String value) {
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '\'' -> text.append("&apos;");
        case '\n' -> text.append("&#10;");
        case '\r' -> text.append("&#13;");
        case '\t' -> text.append("&#9;");
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
