package org.godwit.protocol.xml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One complete child element of a stream: its start tag and child names parsed, its bytes as they
 * came.
 *
 * <p>The bytes are well-formed UTF-8 XML within the reader's limits and need no namespace
 * declaration from outside but the default one of {@link #name()}.
 *
 * @param name namespace and local name of the element
 * @param attributes attributes of the start tag, in document order, without namespace declarations
 * @param payloads names of the child elements, in document order
 * @param bytes the whole element, from its first {@code <} to its last {@code >}; never changed
 * @param contentStart index in {@code bytes} of the first byte after the start tag
 * @param contentEnd index in {@code bytes} of the end tag's {@code <}; equal to {@code
 *     contentStart} where the element is empty
 */
public record XmlFrame(
    XmlName name,
    List<XmlAttribute> attributes,
    List<XmlName> payloads,
    byte[] bytes,
    int contentStart,
    int contentEnd) {

  /** Returns the value of the attribute without namespace called {@code localName}, or null. */
  public @Nullable String attribute(String localName) {
    for (XmlAttribute attribute : attributes) {
      if (attribute.localName().equals(localName) && attribute.namespace().isEmpty()) {
        return attribute.value();
      }
    }
    return null;
  }

  /** Returns the value of {@code xml:lang}, or null where it is absent. */
  public @Nullable String lang() {
    for (XmlAttribute attribute : attributes) {
      if (attribute.localName().equals("lang")
          && attribute.namespace().equals(XmlAttribute.XML_NAMESPACE)) {
        return attribute.value();
      }
    }
    return null;
  }

  /** Returns the name only: content is never logged. */
  @Override
  public String toString() {
    return "XmlFrame[" + name + ", " + bytes.length + " bytes]";
  }
}
