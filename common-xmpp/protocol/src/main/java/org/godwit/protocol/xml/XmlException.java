package org.godwit.protocol.xml;

/** Bytes that are not one well-formed XML element. */
public final class XmlException extends Exception {

  private static final long serialVersionUID = 1L;

  XmlException(String message) {
    super(message);
  }
}
