package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** What owners do with their nodes (XEP-0060, section 8). On virtual threads alone. */
final class OwnerRequests {

  static final String NAMESPACE = "http://jabber.org/protocol/pubsub#owner";

  private final PepStore store;
  private final Notifications notifications;
  private final PublishRequests publishing;
  private final PepLimits limits;

  OwnerRequests(
      PepStore store, Notifications notifications, PublishRequests publishing, PepLimits limits) {
    this.store = store;
    this.notifications = notifications;
    this.publishing = publishing;
    this.limits = limits;
  }

  /** Section 8.1. */
  Reply create(PepCall call, XmlElement pubsub, XmlElement create) {
    if (!call.visitor().isSelf()) {
      return PubSubErrors.forbidden();
    }
    String name = create.attribute("node");
    if (name == null || name.isEmpty()) {
      return PubSubErrors.of(
          StanzaErrorCondition.NOT_ACCEPTABLE,
          "nodeid-required",
          "Instant nodes are not supported.");
    }
    PepNode there = store.node(call.owner(), name).orElse(null);
    if (there != null) {
      // The same record again has made it itself.
      return there.createdAtMs() == call.now().toEpochMilli()
          ? Reply.empty()
          : PubSubErrors.plain(StanzaErrorCondition.CONFLICT, "There is such a node already.");
    }
    Reply refused = publishing.creationRefusal(call, name);
    if (refused != null) {
      return refused;
    }
    DataForm form = DataForm.in(pubsub.child(PublishRequests.NAMESPACE, "configure"));
    NodeConfig.Change change =
        form == null
            ? new NodeConfig.Change.Accepted(NodeConfig.DEFAULT)
            : NodeConfig.DEFAULT.with(form);
    return switch (change) {
      case NodeConfig.Change.Refused field -> notAcceptable(field);
      case NodeConfig.Change.Accepted accepted -> {
        store.save(call.owner(), PepNode.of(name, accepted.config(), call.now().toEpochMilli()));
        yield Reply.empty();
      }
    };
  }

  private static Reply notAcceptable(NodeConfig.Change.Refused field) {
    return PubSubErrors.plain(
        StanzaErrorCondition.NOT_ACCEPTABLE,
        field.known()
            ? "The value of " + field.var() + " is not allowed."
            : "There is no option " + field.var() + '.');
  }

  /** Section 8.3. */
  static Reply defaults() {
    return Reply.of(
        XmlElement.of(NAMESPACE, "pubsub")
            .child(
                XmlElement.of(NAMESPACE, "default")
                    .child(NodeConfig.DEFAULT.form("form", NodeConfig.NODE_CONFIG).toElement()))
            .build());
  }

  Reply get(PepCall call, XmlElement request) {
    Found found = find(call, request);
    if (found.refused() != null) {
      return found.refused();
    }
    PepNode node = found.node();
    XmlElement.Builder answer =
        XmlElement.of(NAMESPACE, request.localName()).attribute("node", node.name());
    switch (request.localName()) {
      case "configure" ->
          answer.child(node.config().form("form", NodeConfig.NODE_CONFIG).toElement());
      case "affiliations" -> {
        answer.child(affiliation(call.owner(), Affiliation.OWNER));
        node.affiliations().forEach((jid, each) -> answer.child(affiliation(jid, each)));
      }
      default -> {
        for (PepSubscription each : node.subscriptions()) {
          answer.child(
              XmlElement.of(NAMESPACE, "subscription")
                  .attribute("jid", each.jid().toString())
                  .attribute("subid", each.subid())
                  .attribute("subscription", each.state()));
        }
      }
    }
    return Reply.of(XmlElement.of(NAMESPACE, "pubsub").child(answer).build());
  }

  private static XmlElement.Builder affiliation(Jid jid, Affiliation affiliation) {
    return XmlElement.of(NAMESPACE, "affiliation")
        .attribute("jid", jid.toString())
        .attribute("affiliation", affiliation.text());
  }

  /** Section 8.2. */
  Reply configure(PepCall call, XmlElement configure) {
    Found found = find(call, configure);
    if (found.refused() != null) {
      return found.refused();
    }
    DataForm form = DataForm.in(configure);
    if (form == null) {
      return PubSubErrors.plain(StanzaErrorCondition.BAD_REQUEST, "There is no form.");
    }
    if (form.type().equals("cancel")) {
      return Reply.empty();
    }
    PepNode node = found.node();
    return switch (node.config().with(form)) {
      case NodeConfig.Change.Refused field -> notAcceptable(field);
      case NodeConfig.Change.Accepted accepted -> {
        PepNode changed = node.with(accepted.config());
        store.save(call.owner(), changed);
        yield new Reply.Result(null, configured(call, changed));
      }
    };
  }

  private List<OutgoingStanza> configured(PepCall call, PepNode node) {
    if (!node.config().is(ConfigField.NOTIFY_CONFIG)) {
      return List.of();
    }
    XmlElement.Builder content =
        XmlElement.of(Notifications.EVENT, "configuration").attribute("node", node.name());
    if (node.config().is(ConfigField.DELIVER_PAYLOADS)) {
      content.child(node.config().form("result", NodeConfig.NODE_CONFIG).toElement());
    }
    return notifications.of(call, node, content.build());
  }

  /** Section 8.4. */
  Reply delete(PepCall call, XmlElement delete) {
    Found found = find(call, delete);
    if (found.refused() != null) {
      return found.refused();
    }
    PepNode node = found.node();
    XmlElement redirect = delete.child(NAMESPACE, "redirect");
    XmlElement.Builder content =
        XmlElement.of(Notifications.EVENT, "delete").attribute("node", node.name());
    if (redirect != null) {
      content.child(
          XmlElement.of(Notifications.EVENT, "redirect")
              .attribute("uri", redirect.attribute("uri")));
    }
    List<OutgoingStanza> stanzas =
        node.config().is(ConfigField.NOTIFY_DELETE)
            ? notifications.of(call, node, content.build())
            : List.of();
    store.delete(call.owner(), node.name());
    return new Reply.Result(null, stanzas);
  }

  /** Section 8.5. */
  Reply purge(PepCall call, XmlElement purge) {
    Found found = find(call, purge);
    if (found.refused() != null) {
      return found.refused();
    }
    PepNode node = found.node();
    if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
      return PubSubErrors.unsupported("persistent-items");
    }
    store.purge(call.owner(), node.name());
    XmlElement content =
        XmlElement.of(Notifications.EVENT, "purge").attribute("node", node.name()).build();
    return new Reply.Result(
        null,
        node.config().is(ConfigField.NOTIFY_RETRACT)
            ? notifications.of(call, node, content)
            : List.of());
  }

  /** Section 8.9.2. */
  Reply affiliations(PepCall call, XmlElement request) {
    Found found = find(call, request);
    if (found.refused() != null) {
      return found.refused();
    }
    PepNode next = found.node();
    for (XmlElement each : request.elements()) {
      Jid jid = jid(each);
      Affiliation affiliation = Affiliation.of(each.attribute("affiliation"));
      if (jid == null || affiliation == null) {
        return PubSubErrors.plain(
            StanzaErrorCondition.BAD_REQUEST, "An address or affiliation is missing.");
      }
      if (jid.bare().equals(call.owner())) {
        return PubSubErrors.plain(
            StanzaErrorCondition.NOT_ACCEPTABLE, "The account owns all its nodes.");
      }
      next = next.with(jid.bare(), affiliation);
    }
    if (next.affiliations().size() > limits.entities()) {
      return PubSubErrors.plain(
          StanzaErrorCondition.RESOURCE_CONSTRAINT, "The node has too many affiliations.");
    }
    store.save(call.owner(), next);
    return Reply.empty();
  }

  /** Section 8.8.2. */
  Reply subscriptions(PepCall call, XmlElement request) {
    Found found = find(call, request);
    if (found.refused() != null) {
      return found.refused();
    }
    PepNode next = found.node();
    List<OutgoingStanza> stanzas = new ArrayList<>();
    for (XmlElement each : request.elements()) {
      Jid jid = jid(each);
      String state = each.attribute("subscription");
      if (jid == null || state == null) {
        return PubSubErrors.plain(
            StanzaErrorCondition.BAD_REQUEST, "An address or subscription is missing.");
      }
      PepSubscription there = next.subscription(jid);
      switch (state) {
        case "none" -> {
          if (there != null) {
            next = next.without(there);
            stanzas.add(Notifications.subscription(call, next, jid, null));
          }
        }
        case "subscribed", "pending" -> {
          String subid = there == null ? call.newId(each) : there.subid();
          PepSubscription now = new PepSubscription(jid, subid, state.equals("pending"));
          next = next.with(now);
          stanzas.add(Notifications.subscription(call, next, jid, now));
        }
        default -> {
          return PubSubErrors.plain(
              StanzaErrorCondition.NOT_ACCEPTABLE, "That is no state of a subscription.");
        }
      }
    }
    if (next.subscriptions().size() > limits.entities()) {
      return PubSubErrors.plain(
          StanzaErrorCondition.RESOURCE_CONSTRAINT, "The node has too many subscriptions.");
    }
    store.save(call.owner(), next);
    return new Reply.Result(null, stanzas);
  }

  private static @Nullable Jid jid(XmlElement element) {
    String text = element.attribute("jid");
    return text == null ? null : Jid.parse(text);
  }

  /** A node whose owner asks, or why there is none. */
  private record Found(PepNode node, @Nullable Reply refused) {}

  private Found find(PepCall call, XmlElement request) {
    String name = request.attribute("node");
    PepNode nothing = PepNode.of("", NodeConfig.DEFAULT, 0);
    if (name == null || name.isEmpty()) {
      return new Found(nothing, PubSubErrors.nodeIdRequired());
    }
    PepNode node = store.node(call.owner(), name).orElse(null);
    if (node == null) {
      return new Found(nothing, PubSubErrors.noNode());
    }
    return AccessRules.isOwner(node, call.visitor())
        ? new Found(node, null)
        : new Found(nothing, PubSubErrors.forbidden());
  }
}
