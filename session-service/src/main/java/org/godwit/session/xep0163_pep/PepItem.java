package org.godwit.session.xep0163_pep;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * An item of a node.
 *
 * @param id its id, unique in its node
 * @param publisher the full JID that published it
 * @param payload what it says; null for none
 * @param publishedAtMs when, in milliseconds since 1970
 */
public record PepItem(String id, Jid publisher, @Nullable XmlElement payload, long publishedAtMs) {

  /** Returns the item in {@code namespace}, that of a request or an event. */
  XmlElement toElement(String namespace, boolean withPayload) {
    XmlElement.Builder item = XmlElement.of(namespace, "item").attribute("id", id);
    if (payload != null && withPayload) {
      item.child(payload);
    }
    return item.build();
  }
}
