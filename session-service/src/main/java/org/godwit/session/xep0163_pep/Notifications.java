package org.godwit.session.xep0163_pep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.access.ContactAccess;
import org.jspecify.annotations.Nullable;

/**
 * Who is notified of what (XEP-0163, section 4.3; XEP-0060, section 7.1.2.1). One event goes to the
 * bare JID of each contact, whose owner gives it to the resources that ask for the node; an
 * explicit subscriber who is no contact gets it as it subscribed. On virtual threads alone.
 */
final class Notifications {

  static final String EVENT = "http://jabber.org/protocol/pubsub#event";

  private static final String ADDRESS = "http://jabber.org/protocol/address";

  private final ContactAccess contacts;

  Notifications(ContactAccess contacts) {
    this.contacts = contacts;
  }

  /** Returns who {@code who} is to {@code owner}. */
  Visitor visitor(Jid owner, Jid who) {
    Jid bare = who.bare();
    return bare.equals(owner)
        ? Visitor.self(bare)
        : new Visitor(
            bare, false, contacts.maySeePresence(owner, bare), contacts.groups(owner, bare));
  }

  /** Returns the notifications that {@code content} brings about. */
  List<OutgoingStanza> of(PepCall call, PepNode node, XmlElement content) {
    List<OutgoingStanza> stanzas = new ArrayList<>();
    if (!node.config().is(ConfigField.DELIVER_NOTIFICATIONS)) {
      return stanzas;
    }
    XmlElement event = XmlElement.of(EVENT, "event").child(content).build();
    List<XmlElement> attributed = List.of(event, replyTo(call.sender()));
    StanzaType type = type(node);
    String id = "pep-" + call.newId(event);
    Set<Jid> implicit = implicit(call.owner(), node);
    for (Jid bare : implicit) {
      stanzas.add(
          OutgoingStanza.message(
              type, call.owner(), bare, id, content(attributed, StanzaTrait.NOTIFICATION.bit())));
    }
    for (PepSubscription each : node.subscriptions()) {
      Jid jid = each.jid();
      Visitor visitor = visitor(call.owner(), jid);
      if (!each.pending()
          && !(jid.isBare() && implicit.contains(jid))
          && AccessRules.readRefusal(node, visitor) == null) {
        List<XmlElement> payloads = visitor.seesPresence() ? attributed : List.of(event);
        stanzas.add(OutgoingStanza.message(type, call.owner(), jid, id, content(payloads, 0)));
      }
    }
    return stanzas;
  }

  /** The account itself, and the contacts that may read the node. */
  private Set<Jid> implicit(Jid owner, PepNode node) {
    Set<Jid> all = new LinkedHashSet<>();
    all.add(owner);
    for (Jid contact : contacts.subscribers(owner)) {
      if (AccessRules.readRefusal(node, visitor(owner, contact)) == null) {
        all.add(contact);
      }
    }
    return all;
  }

  private static OutgoingStanza.Content content(List<XmlElement> payloads, int traits) {
    return new OutgoingStanza.Content(payloads, traits);
  }

  private static StanzaType type(PepNode node) {
    return switch (node.config().text(ConfigField.NOTIFICATION_TYPE)) {
      case "normal" -> StanzaType.NORMAL;
      case "chat" -> StanzaType.CHAT;
      default -> StanzaType.HEADLINE;
    };
  }

  /** XEP-0033: which resource has published. */
  private static XmlElement replyTo(Jid publisher) {
    return XmlElement.of(ADDRESS, "addresses")
        .child(
            XmlElement.of(ADDRESS, "address")
                .attribute("type", "replyto")
                .attribute("jid", publisher.toString()))
        .build();
  }

  /** Returns the last item for one that has just come or subscribed (section 4.3.4). */
  static OutgoingStanza last(Jid owner, PepNode node, PepItem item, Jid to) {
    XmlElement event = XmlElement.of(EVENT, "event").child(items(node, item)).build();
    XmlElement delay =
        XmlElement.of("urn:xmpp:delay", "delay")
            .attribute(
                "stamp",
                Instant.ofEpochMilli(item.publishedAtMs())
                    .truncatedTo(ChronoUnit.MILLIS)
                    .toString())
            .build();
    return OutgoingStanza.message(
        type(node), owner, to, "pep-" + item.publishedAtMs(), content(List.of(event, delay), 0));
  }

  /** Returns what says that {@code item} was published. */
  static XmlElement items(PepNode node, PepItem item) {
    boolean payloads = node.config().is(ConfigField.DELIVER_PAYLOADS);
    return XmlElement.of(EVENT, "items")
        .attribute("node", node.name())
        .child(item.toElement(EVENT, payloads))
        .build();
  }

  /** Returns what tells a subscriber of the state of its subscription (XEP-0060, section 8.8.4). */
  static OutgoingStanza subscription(
      PepCall call, PepNode node, Jid subscriber, @Nullable PepSubscription now) {
    XmlElement event =
        XmlElement.of(EVENT, "event")
            .child(
                XmlElement.of(EVENT, "subscription")
                    .attribute("node", node.name())
                    .attribute("jid", subscriber.toString())
                    .attribute("subid", now == null ? null : now.subid())
                    .attribute("subscription", now == null ? "none" : now.state()))
            .build();
    return OutgoingStanza.message(
        StanzaType.HEADLINE,
        call.owner(),
        subscriber,
        "pep-" + call.newId(event),
        content(List.of(event), 0));
  }
}
