package org.godwit.protocol.xml;

/**
 * The name of an element: namespace and local name.
 *
 * @param namespace the namespace; empty for none
 * @param localName the name without prefix
 */
public record XmlName(String namespace, String localName) {

  @Override
  public String toString() {
    return '{' + namespace + '}' + localName;
  }
}
