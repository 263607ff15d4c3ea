package org.godwit.protocol.xml;

/**
 * One attribute.
 *
 * @param namespace the namespace; empty for none, the XML namespace for {@code xml:lang}
 * @param localName the name without prefix
 * @param value the value, unescaped
 */
public record XmlAttribute(String namespace, String localName, String value) {

  /** The namespace of {@code xml:lang}. */
  public static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
}
