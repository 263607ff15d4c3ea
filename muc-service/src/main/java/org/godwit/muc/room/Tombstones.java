package org.godwit.muc.room;

import org.godwit.protocol.xml.XmlElement;

/** What is left of a retracted message (XEP-0424, section 4; XEP-0425, section 4). Pure. */
public final class Tombstones {

  private Tombstones() {}

  /** Returns what is left of {@code stanza}: who sent it and that it was retracted. */
  public static XmlElement of(XmlElement stanza, XmlElement retracted) {
    XmlElement.Builder left =
        XmlElement.of(stanza.namespace(), stanza.localName())
            .attribute("from", stanza.attribute("from"))
            .attribute("id", stanza.attribute("id"))
            .attribute("type", stanza.attribute("type"));
    XmlElement occupant = stanza.child(Muc.OCCUPANT_ID, "occupant-id");
    if (occupant != null) {
      left.child(occupant);
    }
    return left.child(retracted).build();
  }
}
