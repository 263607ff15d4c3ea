package org.godwit.session.roster;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A contact as a business system wants it in a roster.
 *
 * @param jid the contact, a bare JID
 * @param name its name; null for none
 * @param groups its groups
 * @param subscription who gets whose presence; null where the contact is to be removed
 */
public record ManagedContact(
    Jid jid, @Nullable String name, List<String> groups, @Nullable Subscription subscription) {

  private static final String NAMESPACE = "urn:godwit:roster";
  private static final String ELEMENT = "contact";

  /** Copies the groups. */
  public ManagedContact {
    groups = List.copyOf(groups);
  }

  /** Returns the wish to remove {@code jid}. */
  public static ManagedContact removal(Jid jid) {
    return new ManagedContact(jid, null, List.of(), null);
  }

  /** Returns the record that tells the owner of {@code account} of it. */
  public Incoming to(Jid account, String id) {
    Jid domain = Jid.of(account.domain());
    XmlElement.Builder contact =
        XmlElement.of(NAMESPACE, ELEMENT)
            .attribute("jid", jid.toString())
            .attribute("name", name)
            .attribute("subscription", subscription == null ? "remove" : subscription.text());
    groups.forEach(group -> contact.child(XmlElement.of(NAMESPACE, "group").text(group)));
    XmlElement iq =
        XmlElement.of("jabber:client", "iq")
            .attribute("from", domain.toString())
            .attribute("to", account.toString())
            .attribute("id", id)
            .attribute("type", "set")
            .child(contact)
            .build();
    return new Incoming(
        null, new StanzaHead(StanzaType.SET, id, domain, account, 0), StanzaBytes.of(iq));
  }

  /** Reads what {@link #to} has written; null where {@code payload} is something else. */
  public static @Nullable ManagedContact read(XmlElement payload) {
    String text = payload.attribute("jid");
    String wanted = payload.attribute("subscription");
    Jid jid = text == null ? null : Jid.parse(text);
    if (!payload.namespace().equals(NAMESPACE) || jid == null || wanted == null) {
      return null;
    }
    Subscription subscription = Subscription.of(wanted);
    if (subscription == null && !wanted.equals("remove")) {
      return null;
    }
    List<String> groups = new ArrayList<>(2);
    for (XmlElement group : payload.elements()) {
      groups.add(group.text());
    }
    return new ManagedContact(jid, payload.attribute("name"), groups, subscription);
  }
}
