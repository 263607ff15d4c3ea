package org.godwit.gateway.stream;

import java.util.List;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** The text of what belongs to a stream itself: header, features, errors, end. Pure. */
public final class StreamText {
  /** The end tag of every stream. */
  public static final String END = "</stream:stream>";

  /** The content namespace of a client's stream. */
  static final String CLIENT_NAMESPACE = "jabber:client";

  private StreamText() {}

  /**
   * Returns the header that answers a client's (RFC 6120, section 4.7).
   *
   * @param from the served domain
   * @param id the stream's id
   * @param to the address that the client claimed; null for none
   */
  static String header(String from, String id, @Nullable String to) {
    StringBuilder text = new StringBuilder(256);
    text.append("<?xml version='1.0'?><stream:stream xmlns='jabber:client'")
        .append(" xmlns:stream='http://etherx.jabber.org/streams'");
    attribute(text, "from", from);
    attribute(text, "id", id);
    if (to != null) {
      attribute(text, "to", to);
    }
    return text.append(" version='1.0' xml:lang='en'>").toString();
  }

  /** Returns {@code <stream:features/>} with these children. */
  static String features(List<XmlElement> features) {
    StringBuilder text = new StringBuilder(256).append("<stream:features>");
    for (XmlElement feature : features) {
      text.append(XmlWriter.toText(feature));
    }
    return text.append("</stream:features>").toString();
  }

  /** Returns {@code error} and the end of the stream (RFC 6120, section 4.9.1.1). */
  public static String errorAndEnd(StreamError error) {
    StringBuilder text = new StringBuilder(256).append("<stream:error>");
    for (XmlElement child : error.toElement().elements()) {
      text.append(XmlWriter.toText(child));
    }
    return text.append("</stream:error>").append(END).toString();
  }

  /** Returns a stanza as it is written where {@code jabber:client} is the default namespace. */
  public static String stanza(XmlElement stanza) {
    return XmlWriter.toText(stanza, CLIENT_NAMESPACE);
  }

  private static void attribute(StringBuilder text, String name, String value) {
    text.append(' ').append(name).append("='");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '\'' -> text.append("&apos;");
        default -> text.append(c);
      }
    }
    text.append('\'');
  }
}
