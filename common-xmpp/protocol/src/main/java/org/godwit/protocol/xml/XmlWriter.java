package org.godwit.protocol.xml;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes element trees in one canonical form: the namespace declaration first, double quotes, no
 * prefixes but those that attributes need, empty elements closed in their start tag.
 *
 * <p>Pure; any thread.
 */
public final class XmlWriter {

  private final StringBuilder out = new StringBuilder(512);
  private final int charsMax;

  private XmlWriter(int charsMax) {
    this.charsMax = charsMax;
  }

  /** Returns {@code element} as UTF-8, its namespace declared. */
  public static byte[] toBytes(XmlElement element) {
    return toText(element).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns {@code element} as text, its namespace declared. */
  public static String toText(XmlElement element) {
    XmlWriter writer = new XmlWriter(Integer.MAX_VALUE);
    writer.element(element, null);
    return writer.out.toString();
  }

  /** Returns {@code element} as UTF-8 for a place whose default namespace is {@code context}. */
  public static byte[] toBytes(XmlElement element, String context) {
    return toText(element, context).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns {@code element} as text for a place whose default namespace is {@code context}. */
  public static String toText(XmlElement element, String context) {
    XmlWriter writer = new XmlWriter(Integer.MAX_VALUE);
    writer.element(element, context);
    return writer.out.toString();
  }

  /**
   * Returns {@code element} as UTF-8, its namespace declared; where that is longer than {@code
   * charsMax} characters, bytes that are longer than that and broken off.
   */
  static byte[] toBytes(XmlElement element, int charsMax) {
    XmlWriter writer = new XmlWriter(charsMax);
    writer.element(element, null);
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void element(XmlElement element, @Nullable String context) {
    if (out.length() > charsMax) {
      return;
    }
    String namespace = element.namespace();
    out.append('<').append(element.localName());
    if (!namespace.equals(context)) {
      out.append(" xmlns=\"");
      attributeText(out, namespace);
      out.append('"');
    }
    int prefixes = 0;
    for (XmlAttribute attribute : element.attributes()) {
      prefixes = attribute(out, attribute, prefixes);
    }
    if (element.children().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (XmlNode child : element.children()) {
      switch (child) {
        case XmlElement inner -> element(inner, namespace);
        case XmlNode.Text text -> text(out, text.value());
      }
    }
    out.append("</").append(element.localName()).append('>');
  }

  /** Writes one attribute and the prefix it needs; returns how many prefixes are now declared. */
  static int attribute(StringBuilder out, XmlAttribute attribute, int prefixes) {
    int declared = prefixes;
    out.append(' ');
    if (attribute.namespace().equals(XmlAttribute.XML_NAMESPACE)) {
      out.append("xml:");
    } else if (!attribute.namespace().isEmpty()) {
      declared++;
      out.append("xmlns:ns").append(declared).append("=\"");
      attributeText(out, attribute.namespace());
      out.append("\" ns").append(declared).append(':');
    }
    out.append(attribute.localName()).append("=\"");
    attributeText(out, attribute.value());
    out.append('"');
    return declared;
  }

  static void attributeText(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&apos;");
        case '\t' -> out.append("&#9;");
        case '\n' -> out.append("&#10;");
        case '\r' -> out.append("&#13;");
        default -> out.append(c);
      }
    }
  }

  private static void text(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        default -> out.append(c);
      }
    }
  }
}
