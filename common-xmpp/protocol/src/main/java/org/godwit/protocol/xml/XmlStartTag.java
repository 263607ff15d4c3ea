package org.godwit.protocol.xml;

import java.nio.charset.StandardCharsets;

/**
 * Writes one start tag in the form of {@link XmlWriter} around content that is bytes already.
 *
 * <p>For one element; one thread.
 */
public final class XmlStartTag {

  private final StringBuilder out = new StringBuilder(256);
  private final String localName;
  private int prefixes;

  /** Begins the start tag of an element called {@code name}, its namespace declared. */
  public XmlStartTag(XmlName name) {
    localName = name.localName();
    out.append('<').append(localName).append(" xmlns=\"");
    XmlWriter.attributeText(out, name.namespace());
    out.append('"');
  }

  /** Appends an attribute without namespace. */
  public XmlStartTag attribute(String name, String value) {
    attribute(out, name, value);
    return this;
  }

  /**
   * Returns an attribute without namespace as it stands in a start tag, the space before it too.
   */
  public static byte[] attributeBytes(String name, String value) {
    StringBuilder text = new StringBuilder(value.length() + 16);
    attribute(text, name, value);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void attribute(StringBuilder text, String name, String value) {
    text.append(' ').append(name).append("=\"");
    XmlWriter.attributeText(text, value);
    text.append('"');
  }

  /** Appends an attribute and declares the prefix it needs. */
  public XmlStartTag attribute(XmlAttribute attribute) {
    prefixes = XmlWriter.attribute(out, attribute, prefixes);
    return this;
  }

  /** Returns the element whose content is {@code bytes} from {@code start} to {@code end}. */
  public byte[] around(byte[] bytes, int start, int end) {
    out.append(start == end ? "/>" : ">");
    byte[] tag = out.toString().getBytes(StandardCharsets.UTF_8);
    if (start == end) {
      return tag;
    }
    byte[] close = ("</" + localName + '>').getBytes(StandardCharsets.UTF_8);
    byte[] element = new byte[tag.length + end - start + close.length];
    System.arraycopy(tag, 0, element, 0, tag.length);
    System.arraycopy(bytes, start, element, tag.length, end - start);
    System.arraycopy(close, 0, element, tag.length + end - start, close.length);
    return element;
  }
}
