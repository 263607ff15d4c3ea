package org.godwit.session.userdata;

import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;

/** Elements as rows hold them. Pure. */
public final class StoredXml {

  private StoredXml() {}

  /** Returns the bytes of {@code element}. */
  public static byte[] bytes(XmlElement element) {
    return XmlWriter.toBytes(element);
  }

  /**
   * Returns the element in {@code bytes}.
   *
   * @throws IllegalStateException where they are none, which means that the row is damaged
   */
  public static XmlElement element(byte[] bytes) {
    try {
      return XmlReader.parse(bytes);
    } catch (XmlException e) {
      throw new IllegalStateException("a stored element cannot be read", e);
    }
  }
}
