package org.godwit.session.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyXml;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterXml;
import org.godwit.session.userdata.StoredXml;
import org.godwit.session.xep0163_pep.NodeConfig;
import org.godwit.session.xep0163_pep.PepItem;
import org.godwit.session.xep0163_pep.PepNode;
import org.godwit.session.xep0163_pep.PepSubscription;

/**
 * What a {@code <user/>} has in the portable format (XEP-0227 v1.1, sections 4.4 to 4.10). Pure.
 */
final class AccountDocument {

  private static final String NAMESPACE = "urn:xmpp:pie:0";
  private static final String PRIVATE = "jabber:iq:private";
  private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
  private static final String PUBSUB_OWNER = "http://jabber.org/protocol/pubsub#owner";

  private AccountDocument() {}

  /** Returns the contacts, without what only the server knows of them (section 4.4). */
  static XmlElement roster(Roster roster) {
    return RosterXml.query(roster);
  }

  /** Returns the requests that wait for an answer (section 4.9). */
  static List<XmlElement> requests(Roster roster) {
    List<XmlElement> requests = new ArrayList<>();
    for (RosterItem item : roster.items()) {
      String request = item.request();
      if (request != null) {
        requests.add(StoredXml.element(request.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return requests;
  }

  /** Returns the messages that wait, oldest first (section 4.5). */
  static XmlElement offline(List<XmlElement> messages) {
    return parent(NAMESPACE, "offline-messages", messages);
  }

  /** Returns private XML (section 4.6). */
  static XmlElement privateXml(List<XmlElement> elements) {
    return parent(PRIVATE, "query", elements);
  }

  /** Returns the privacy lists, the block list among them (section 4.8). */
  static XmlElement privacy(Privacy privacy) {
    return PrivacyXml.all(privacy);
  }

  /** Returns the options of nodes, and who may do what and is told (section 4.10.1). */
  static XmlElement nodes(List<PepNode> nodes) {
    XmlElement.Builder pubsub = XmlElement.of(PUBSUB_OWNER, "pubsub");
    for (PepNode node : nodes) {
      pubsub.child(
          XmlElement.of(PUBSUB_OWNER, "configure")
              .attribute("node", node.name())
              .child(node.config().form("form", NodeConfig.NODE_CONFIG).toElement()));
      if (!node.affiliations().isEmpty()) {
        XmlElement.Builder affiliations =
            XmlElement.of(PUBSUB_OWNER, "affiliations").attribute("node", node.name());
        node.affiliations()
            .forEach((jid, affiliation) ->
                affiliations.child(
                    XmlElement.of(PUBSUB_OWNER, "affiliation")
                        .attribute("jid", jid.toString())
                        .attribute("affiliation", affiliation.text())));
        pubsub.child(affiliations);
      }
      if (!node.subscriptions().isEmpty()) {
        pubsub.child(subscriptions(node));
      }
    }
    return pubsub.build();
  }

  private static XmlElement.Builder subscriptions(PepNode node) {
    XmlElement.Builder subscriptions =
        XmlElement.of(PUBSUB_OWNER, "subscriptions").attribute("node", node.name());
    for (PepSubscription each : node.subscriptions()) {
      subscriptions.child(
          XmlElement.of(PUBSUB_OWNER, "subscription")
              .attribute("jid", each.jid().toString())
              .attribute("subscription", each.pending() ? "pending" : "subscribed")
              .attribute("subid", each.subid()));
    }
    return subscriptions;
  }

  /**
   * Adds the items of one node to the others (section 4.10.2).
   *
   * @param newestFirst as the store gives them; the document has the oldest first, as they came
   */
  static XmlElement.Builder items(PepNode node, List<PepItem> newestFirst) {
    XmlElement.Builder items = XmlElement.of(PUBSUB, "items").attribute("node", node.name());
    for (PepItem item : newestFirst.reversed()) {
      XmlElement.Builder element = XmlElement.of(PUBSUB, "item").attribute("id", item.id());
      if (item.payload() != null) {
        element.child(item.payload());
      }
      items.child(element);
    }
    return items;
  }

  /** Returns the items of all nodes. */
  static XmlElement allItems(List<XmlElement.Builder> items) {
    XmlElement.Builder pubsub = XmlElement.of(PUBSUB, "pubsub");
    items.forEach(pubsub::child);
    return pubsub.build();
  }

  /** Returns the element that the parts of a document are in; its children are those of a user. */
  static XmlElement user(String name, List<XmlElement> parts) {
    XmlElement.Builder user = XmlElement.of(NAMESPACE, "user").attribute("name", name);
    parts.forEach(user::child);
    return user.build();
  }

  private static XmlElement parent(String namespace, String name, List<XmlElement> children) {
    XmlElement.Builder parent = XmlElement.of(namespace, name);
    children.forEach(parent::child);
    return parent.build();
  }
}
