package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;

/**
 * The nodes of one account, as what is no request of XEP-0060 reads and changes them in the course
 * of one that was sent; who asks for a node is notified. One thread, a virtual one.
 */
public final class NodeChanges {

  private final PepCall call;
  private final PepStore store;
  private final Notifications notifications;
  private final PepLimits limits;
  private final List<OutgoingStanza> stanzas = new ArrayList<>();

  NodeChanges(PepCall call, PepStore store, Notifications notifications, PepLimits limits) {
    this.call = call;
    this.store = store;
    this.notifications = notifications;
    this.limits = limits;
  }

  /** Tells whether there is a node called {@code node}. */
  public boolean exists(String node) {
    return store.node(call.owner(), node).isPresent();
  }

  /** Tells whether nobody but the account can read {@code node}, or there is none yet. */
  public boolean isPrivate(String node) {
    return store
        .node(call.owner(), node)
        .map(each ->
            each.config().accessModel() == AccessModel.WHITELIST && each.affiliations().isEmpty())
        .orElse(true);
  }

  /** Returns the items of {@code node}, oldest first. */
  public List<PepItem> items(String node) {
    return store.items(call.owner(), node).reversed();
  }

  /** Returns the newest item of {@code node} where the sender of the request may read it. */
  public Optional<PepItem> readable(String node) {
    return store
        .node(call.owner(), node)
        .filter(each -> AccessRules.readRefusal(each, call.visitor()) == null)
        .flatMap(each -> store.items(call.owner(), node).stream().findFirst());
  }

  /** Returns the item {@code id} of {@code node} where the sender of the request may read it. */
  public Optional<PepItem> readable(String node, String id) {
    return store
        .node(call.owner(), node)
        .filter(each -> AccessRules.readRefusal(each, call.visitor()) == null)
        .flatMap(each -> store.item(call.owner(), node, id));
  }

  /** Tells whether an item may have {@code payload}. */
  public boolean fits(XmlElement payload) {
    return XmlWriter.toBytes(payload).length <= limits.itemBytes();
  }

  /**
   * Publishes an item; nothing where the account may have no further node, or it does not fit.
   *
   * @param ifAbsent the options of the node where there is none
   */
  public void publish(String node, String id, XmlElement payload, NodeConfig ifAbsent) {
    PepNode there = store.node(call.owner(), node).orElse(null);
    if (!fits(payload)
        || id.length() > PublishRequests.NAME_CHARS_MAX
        || (there == null && store.nodes(call.owner()).size() >= limits.nodes())) {
      return;
    }
    PepNode target = there == null ? PepNode.of(node, ifAbsent, call.now().toEpochMilli()) : there;
    PepItem item = new PepItem(id, call.sender(), payload, call.now().toEpochMilli());
    store.publish(call.owner(), target, item, target.config().maxItems(limits.items()));
    stanzas.addAll(notifications.of(call, target, Notifications.items(target, item)));
  }

  /** Removes an item. */
  public void retract(String node, String id) {
    PepNode there = store.node(call.owner(), node).orElse(null);
    if (there != null && store.retract(call.owner(), node, id)) {
      stanzas.addAll(notifications.of(call, there, PublishRequests.retracted(there, id)));
    }
  }

  /** Returns {@code reply} with the notifications that the changes bring about. */
  Reply with(Reply reply) {
    if (stanzas.isEmpty() || !(reply instanceof Reply.Result result)) {
      return reply;
    }
    List<OutgoingStanza> all = new ArrayList<>(result.stanzas());
    all.addAll(stanzas);
    return new Reply.Result(result.payload(), all);
  }
}
