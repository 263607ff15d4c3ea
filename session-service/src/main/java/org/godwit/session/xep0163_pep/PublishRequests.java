package org.godwit.session.xep0163_pep;

import java.util.List;
import java.util.Optional;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** Publishing and retracting items (XEP-0060, section 7). On virtual threads alone. */
final class PublishRequests {

  static final String NAMESPACE = "http://jabber.org/protocol/pubsub";

  /** FORM_TYPE of preconditions (section 7.1.5). */
  static final String PUBLISH_OPTIONS = NAMESPACE + "#publish-options";

  /** Longer names of nodes and items are refused. */
  static final int NAME_CHARS_MAX = 1023;

  private final PepStore store;
  private final Notifications notifications;
  private final PepLimits limits;

  PublishRequests(PepStore store, Notifications notifications, PepLimits limits) {
    this.store = store;
    this.notifications = notifications;
    this.limits = limits;
  }

  /** Section 7.1. */
  Reply publish(PepCall call, XmlElement pubsub, XmlElement publish) {
    String name = publish.attribute("node");
    if (name == null || name.isEmpty()) {
      return PubSubErrors.nodeIdRequired();
    }
    DataForm options = DataForm.in(pubsub.child(NAMESPACE, "publish-options"));
    if (options != null && !PUBLISH_OPTIONS.equals(options.formType())) {
      return PubSubErrors.of(
          StanzaErrorCondition.BAD_REQUEST, "invalid-options", "That is no form of preconditions.");
    }
    Optional<PepNode> found = store.node(call.owner(), name);
    Target target =
        found.isPresent() ? existing(call, found.get(), options) : created(call, name, options);
    return switch (target) {
      case Target.Refused refused -> refused.reply();
      case Target.Node node -> publish(call, node.node(), publish.elements());
    };
  }

  /** The node that an item goes to. */
  private sealed interface Target {
    record Node(PepNode node) implements Target {}

    record Refused(Reply reply) implements Target {}
  }

  private Target existing(PepCall call, PepNode node, @Nullable DataForm options) {
    if (!AccessRules.mayPublish(node, call.visitor())) {
      return new Target.Refused(PubSubErrors.forbidden());
    }
    String unmet = options == null ? null : node.config().unmet(options, limits.items());
    return unmet == null ? new Target.Node(node) : new Target.Refused(unmet(unmet));
  }

  private static Reply unmet(String field) {
    return PubSubErrors.of(
        StanzaErrorCondition.CONFLICT,
        "precondition-not-met",
        "The node does not have this " + field + '.');
  }

  /** Section 7.1.4. */
  private Target created(PepCall call, String name, @Nullable DataForm options) {
    if (!call.visitor().isSelf()) {
      return new Target.Refused(PubSubErrors.noNode());
    }
    Reply refused = creationRefusal(call, name);
    if (refused != null) {
      return new Target.Refused(refused);
    }
    if (options == null) {
      return new Target.Node(PepNode.of(name, NodeConfig.DEFAULT, call.now().toEpochMilli()));
    }
    return switch (NodeConfig.DEFAULT.with(options)) {
      case NodeConfig.Change.Accepted accepted ->
          new Target.Node(PepNode.of(name, accepted.config(), call.now().toEpochMilli()));
      case NodeConfig.Change.Refused field -> new Target.Refused(unmet(field.var()));
    };
  }

  /** Returns why no node called {@code name} may be made; null where one may. */
  @Nullable Reply creationRefusal(PepCall call, String name) {
    if (name.length() > NAME_CHARS_MAX) {
      return PubSubErrors.plain(
          StanzaErrorCondition.NOT_ACCEPTABLE, "The name of the node is too long.");
    }
    return store.nodes(call.owner()).size() >= limits.nodes()
        ? PubSubErrors.of(
            StanzaErrorCondition.CONFLICT,
            "max-nodes-exceeded",
            "An account has at most " + limits.nodes() + " nodes.")
        : null;
  }

  private Reply publish(PepCall call, PepNode node, List<XmlElement> items) {
    NodeConfig config = node.config();
    boolean persistent = config.is(ConfigField.PERSIST_ITEMS);
    boolean payloads = config.is(ConfigField.DELIVER_PAYLOADS);
    XmlElement item = items.isEmpty() ? null : items.getFirst();
    Reply refused = refusal(node, items, item);
    if (refused != null) {
      return refused;
    }
    XmlElement payload = item == null ? null : item.firstElement();
    String given = item == null ? null : item.attribute("id");
    String id = given == null || given.isEmpty() ? call.newId(payload) : given;
    PepItem published = new PepItem(id, call.sender(), payload, call.now().toEpochMilli());
    int max = config.maxItems(limits.items());
    if (persistent) {
      if (isFull(call, node, id, max)) {
        return PubSubErrors.of(
            StanzaErrorCondition.CONFLICT, "max-items-exceeded", "The node is full.");
      }
      store.publish(call.owner(), node, published, max);
    } else if (store.node(call.owner(), node.name()).isEmpty()) {
      store.save(call.owner(), node);
    }
    XmlElement content =
        persistent || payloads
            ? Notifications.items(node, published)
            : XmlElement.of(Notifications.EVENT, "items").attribute("node", node.name()).build();
    return new Reply.Result(answer(node, published), notifications.of(call, node, content));
  }

  private boolean isFull(PepCall call, PepNode node, String id, int max) {
    if (!node.config().text(ConfigField.PUBLISH_NODE_FULL).equals("reject")) {
      return false;
    }
    List<PepItem> there = store.items(call.owner(), node.name());
    return there.size() >= max && there.stream().noneMatch(each -> each.id().equals(id));
  }

  /** Section 7.1.3. */
  private @Nullable Reply refusal(PepNode node, List<XmlElement> items, @Nullable XmlElement item) {
    boolean persistent = node.config().is(ConfigField.PERSIST_ITEMS);
    boolean payloads = node.config().is(ConfigField.DELIVER_PAYLOADS);
    if (items.size() > 1 || (item != null && !item.localName().equals("item"))) {
      return PubSubErrors.plain(StanzaErrorCondition.BAD_REQUEST, "Publish one item at a time.");
    }
    if (item == null) {
      return persistent
          ? bad("item-required", "The node keeps items.")
          : payloads ? bad("payload-required", "The node's events have payloads.") : null;
    }
    if (!persistent && !payloads) {
      return bad("item-forbidden", "The node has no items.");
    }
    if (item.elements().size() > 1) {
      return bad("invalid-payload", "An item has one payload.");
    }
    if (payloads && item.firstElement() == null) {
      return bad("payload-required", "The node's events have payloads.");
    }
    String id = item.attribute("id");
    if (id != null && id.length() > NAME_CHARS_MAX) {
      return PubSubErrors.plain(StanzaErrorCondition.NOT_ACCEPTABLE, "The item's id is too long.");
    }
    XmlElement payload = item.firstElement();
    int bytes = payload == null ? 0 : XmlWriter.toBytes(payload).length;
    int bytesMax = payloadMax(node);
    return bytes > bytesMax
        ? PubSubErrors.of(
            StanzaErrorCondition.NOT_ACCEPTABLE,
            "payload-too-big",
            "A payload has at most " + bytesMax + " bytes.")
        : null;
  }

  private int payloadMax(PepNode node) {
    String wanted = node.config().text(ConfigField.MAX_PAYLOAD_SIZE);
    return wanted.equals("0") || wanted.equals("max")
        ? limits.itemBytes()
        : Math.min(limits.itemBytes(), Integer.parseInt(wanted));
  }

  private static Reply bad(String pubsub, String text) {
    return PubSubErrors.of(StanzaErrorCondition.BAD_REQUEST, pubsub, text);
  }

  private static XmlElement answer(PepNode node, PepItem item) {
    return XmlElement.of(NAMESPACE, "pubsub")
        .child(
            XmlElement.of(NAMESPACE, "publish")
                .attribute("node", node.name())
                .child(XmlElement.of(NAMESPACE, "item").attribute("id", item.id())))
        .build();
  }

  /** Section 7.2. */
  Reply retract(PepCall call, XmlElement retract) {
    String name = retract.attribute("node");
    if (name == null || name.isEmpty()) {
      return PubSubErrors.nodeIdRequired();
    }
    PepNode node = store.node(call.owner(), name).orElse(null);
    if (node == null) {
      return PubSubErrors.noNode();
    }
    XmlElement item = retract.child(NAMESPACE, "item");
    String id = item == null ? null : item.attribute("id");
    if (id == null || id.isEmpty()) {
      return bad("item-required", "An item must be named.");
    }
    if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
      return PubSubErrors.unsupported("persistent-items");
    }
    PepItem there = store.item(call.owner(), name, id).orElse(null);
    if (!mayRetract(call, node, there)) {
      return PubSubErrors.forbidden();
    }
    if (there == null || !store.retract(call.owner(), name, id)) {
      return PubSubErrors.plain(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such item.");
    }
    String notify = retract.attribute("notify");
    Boolean wanted = notify == null ? null : DataForm.flag(notify);
    boolean notifies = wanted == null ? node.config().is(ConfigField.NOTIFY_RETRACT) : wanted;
    List<OutgoingStanza> stanzas =
        notifies ? notifications.of(call, node, retracted(node, id)) : List.of();
    return new Reply.Result(null, stanzas);
  }

  private static boolean mayRetract(PepCall call, PepNode node, @Nullable PepItem item) {
    return switch (AccessRules.affiliation(node, call.visitor())) {
      case OWNER -> true;
      case PUBLISHER, PUBLISH_ONLY ->
          item == null || item.publisher().bare().equals(call.visitor().bare());
      case MEMBER, NONE, OUTCAST -> false;
    };
  }

  static XmlElement retracted(PepNode node, String id) {
    return XmlElement.of(Notifications.EVENT, "items")
        .attribute("node", node.name())
        .child(XmlElement.of(Notifications.EVENT, "retract").attribute("id", id))
        .build();
  }
}
