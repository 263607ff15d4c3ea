package org.godwit.session.account;

import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;

/** Reads the content of a stanza, where a decision needs it. Pure. */
final class StanzaTrees {

  private StanzaTrees() {}

  /**
   * Returns the stanza's tree.
   *
   * @throws IllegalArgumentException where a record holds no stanza, which makes it poison
   */
  static XmlElement parse(byte[] stanza) {
    try {
      return XmlReader.parse(stanza);
    } catch (XmlException e) {
      throw new IllegalArgumentException("the record's stanza cannot be read", e);
    }
  }
}
