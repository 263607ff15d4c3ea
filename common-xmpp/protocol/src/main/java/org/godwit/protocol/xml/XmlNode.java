package org.godwit.protocol.xml;

/** A child of an element: another element, or text. */
public sealed interface XmlNode permits XmlElement, XmlNode.Text {

  /**
   * Character data.
   *
   * @param value the text, unescaped
   */
  record Text(String value) implements XmlNode {}
}
