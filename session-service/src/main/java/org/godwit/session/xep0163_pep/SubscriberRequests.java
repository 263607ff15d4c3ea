package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Subscribing and reading (XEP-0060, sections 5.6, 5.7 and 6). An owner approves a pending
 * subscription by changing the list of subscriptions (section 8.8.2). On virtual threads alone.
 */
final class SubscriberRequests {

  private static final String NAMESPACE = PublishRequests.NAMESPACE;
  private static final String RSM = "http://jabber.org/protocol/rsm";

  private final PepStore store;
  private final PepLimits limits;

  SubscriberRequests(PepStore store, PepLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** Section 6.1. */
  Reply subscribe(PepCall call, XmlElement subscribe) {
    String name = subscribe.attribute("node");
    if (name == null || name.isEmpty()) {
      return PubSubErrors.nodeIdRequired();
    }
    Jid jid = own(call, subscribe);
    if (jid == null) {
      return PubSubErrors.of(
          StanzaErrorCondition.BAD_REQUEST, "invalid-jid", "Subscribe an address of your own.");
    }
    PepNode node = store.node(call.owner(), name).orElse(null);
    if (node == null) {
      return PubSubErrors.noNode();
    }
    Reply refused = AccessRules.subscribeRefusal(node, call.visitor());
    if (refused != null) {
      return refused;
    }
    PepSubscription there = node.subscription(jid);
    if (there != null) {
      return there.pending()
          ? PubSubErrors.of(
              StanzaErrorCondition.NOT_AUTHORIZED,
              "pending-subscription",
              "The owner has not decided yet.")
          : Reply.of(answer(node, there));
    }
    if (node.subscriptions().size() >= limits.entities()) {
      return PubSubErrors.of(
          StanzaErrorCondition.POLICY_VIOLATION,
          "too-many-subscriptions",
          "The node has too many subscriptions.");
    }
    boolean pending =
        AccessRules.affiliation(node, call.visitor()) == Affiliation.NONE
            && node.config().accessModel() == AccessModel.AUTHORIZE;
    PepSubscription made = new PepSubscription(jid, call.newId(subscribe), pending);
    store.save(call.owner(), node.with(made));
    return new Reply.Result(answer(node, made), pending ? List.of() : last(call, node, jid));
  }

  /** Section 6.1.7. */
  private List<OutgoingStanza> last(PepCall call, PepNode node, Jid jid) {
    if (node.config().text(ConfigField.SEND_LAST_PUBLISHED_ITEM).equals("never")) {
      return List.of();
    }
    List<PepItem> items = store.items(call.owner(), node.name());
    return items.isEmpty()
        ? List.of()
        : List.of(Notifications.last(call.owner(), node, items.getFirst(), jid));
  }

  /** Returns the address to subscribe, which must be one of the sender's; null where it is not. */
  private static @Nullable Jid own(PepCall call, XmlElement request) {
    String text = request.attribute("jid");
    Jid jid = text == null ? null : Jid.parse(text);
    return jid != null && jid.bare().equals(call.visitor().bare()) ? jid : null;
  }

  private static XmlElement answer(PepNode node, PepSubscription subscription) {
    return XmlElement.of(NAMESPACE, "pubsub").child(element(NAMESPACE, node, subscription)).build();
  }

  static XmlElement element(String namespace, PepNode node, PepSubscription subscription) {
    return XmlElement.of(namespace, "subscription")
        .attribute("node", node.name())
        .attribute("jid", subscription.jid().toString())
        .attribute("subid", subscription.subid())
        .attribute("subscription", subscription.state())
        .build();
  }

  /** Section 6.2. */
  Reply unsubscribe(PepCall call, XmlElement unsubscribe) {
    String name = unsubscribe.attribute("node");
    if (name == null || name.isEmpty()) {
      return PubSubErrors.nodeIdRequired();
    }
    Jid jid = own(call, unsubscribe);
    if (jid == null) {
      return PubSubErrors.forbidden();
    }
    PepNode node = store.node(call.owner(), name).orElse(null);
    if (node == null) {
      return PubSubErrors.noNode();
    }
    PepSubscription there = node.subscription(jid);
    if (there == null) {
      return PubSubErrors.of(
          StanzaErrorCondition.UNEXPECTED_REQUEST, "not-subscribed", "There is no subscription.");
    }
    String subid = unsubscribe.attribute("subid");
    if (subid != null && !subid.equals(there.subid())) {
      return PubSubErrors.of(
          StanzaErrorCondition.NOT_ACCEPTABLE, "invalid-subid", "The subscription has another id.");
    }
    store.save(call.owner(), node.without(there));
    return Reply.empty();
  }

  /** Section 5.6: the sender's own subscriptions. */
  Reply subscriptions(PepCall call, XmlElement request) {
    String only = request.attribute("node");
    XmlElement.Builder list = XmlElement.of(NAMESPACE, "subscriptions").attribute("node", only);
    for (PepNode node : nodes(call, only)) {
      for (PepSubscription each : node.subscriptions()) {
        if (each.jid().bare().equals(call.visitor().bare())) {
          list.child(element(NAMESPACE, node, each));
        }
      }
    }
    return Reply.of(XmlElement.of(NAMESPACE, "pubsub").child(list).build());
  }

  /** Section 5.7: the sender's own affiliations. */
  Reply affiliations(PepCall call, XmlElement request) {
    String only = request.attribute("node");
    XmlElement.Builder list = XmlElement.of(NAMESPACE, "affiliations").attribute("node", only);
    for (PepNode node : nodes(call, only)) {
      Affiliation affiliation = AccessRules.affiliation(node, call.visitor());
      if (affiliation != Affiliation.NONE) {
        list.child(
            XmlElement.of(NAMESPACE, "affiliation")
                .attribute("node", node.name())
                .attribute("affiliation", affiliation.text()));
      }
    }
    return Reply.of(XmlElement.of(NAMESPACE, "pubsub").child(list).build());
  }

  private List<PepNode> nodes(PepCall call, @Nullable String only) {
    return only == null
        ? store.nodes(call.owner())
        : store.node(call.owner(), only).map(List::of).orElseGet(List::of);
  }

  /** Section 6.5. */
  Reply items(PepCall call, XmlElement pubsub, XmlElement request) {
    String name = request.attribute("node");
    if (name == null || name.isEmpty()) {
      return PubSubErrors.nodeIdRequired();
    }
    PepNode node = store.node(call.owner(), name).orElse(null);
    if (node == null) {
      return PubSubErrors.noNode();
    }
    Reply refused = AccessRules.readRefusal(node, call.visitor());
    if (refused != null) {
      return refused;
    }
    if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
      return PubSubErrors.unsupported("persistent-items");
    }
    Set<String> ids = new HashSet<>();
    for (XmlElement item : request.elements()) {
      String id = item.attribute("id");
      if (id != null) {
        ids.add(id);
      }
    }
    List<PepItem> found = new ArrayList<>(store.items(call.owner(), name));
    if (!ids.isEmpty()) {
      found.removeIf(item -> !ids.contains(item.id()));
    }
    Integer max = number(request.attribute("max_items"));
    if (max != null && max < 0) {
      return PubSubErrors.plain(
          StanzaErrorCondition.BAD_REQUEST, "The attribute max_items is no number.");
    }
    if (max != null && max < found.size()) {
      found = found.subList(0, max);
    }
    return page(node, found, pubsub.child(RSM, "set"));
  }

  /** Section 6.5.4: a page of XEP-0059, no larger than an answer may be. */
  private Reply page(PepNode node, List<PepItem> all, @Nullable XmlElement set) {
    XmlElement maxElement = set == null ? null : set.child(RSM, "max");
    XmlElement after = set == null ? null : set.child(RSM, "after");
    Integer max = maxElement == null ? null : number(maxElement.text());
    int start = 0;
    if (after != null && !after.text().isEmpty()) {
      start = indexAfter(all, after.text());
      if (start < 0) {
        return PubSubErrors.plain(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such item.");
      }
    }
    XmlElement.Builder items = XmlElement.of(NAMESPACE, "items").attribute("node", node.name());
    int end = start;
    int bytes = 0;
    while (end < all.size() && (max == null || end - start < Math.max(0, max))) {
      XmlElement item = all.get(end).toElement(NAMESPACE, true);
      bytes += XmlWriter.toBytes(item).length;
      if (end > start && bytes > limits.answerBytes()) {
        break;
      }
      items.child(item);
      end++;
    }
    XmlElement.Builder answer = XmlElement.of(NAMESPACE, "pubsub").child(items);
    if (set != null || end - start < all.size()) {
      XmlElement.Builder page = XmlElement.of(RSM, "set");
      if (end > start) {
        page.child(
            XmlElement.of(RSM, "first")
                .attribute("index", Integer.toString(start))
                .text(all.get(start).id()));
        page.child(XmlElement.of(RSM, "last").text(all.get(end - 1).id()));
      }
      answer.child(page.child(XmlElement.of(RSM, "count").text(Integer.toString(all.size()))));
    }
    return Reply.of(answer.build());
  }

  private static int indexAfter(List<PepItem> items, String id) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).id().equals(id)) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Returns the number in {@code text}; null for no text, -1 where it is no number. */
  private static @Nullable Integer number(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Math.max(-1, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
