package org.godwit.session.xep0013_offline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.OfflineStore;

/**
 * Flexible Offline Message Retrieval (XEP-0013): a client fetches, views, removes and purges its
 * stored messages itself (sections 2.4 to 2.7). The account's owner hears of it by the answer, and
 * floods nobody while the session lasts. {@link OfflineDisco} has number and headers. Any thread.
 */
public final class OfflineRetrievalModule implements XepModule {

  /** The namespace, and the feature. */
  public static final String NAMESPACE = "http://jabber.org/protocol/offline";

  private static final XmlName OFFLINE = new XmlName(NAMESPACE, "offline");

  private final StoredMessages messages;

  /**
   * Creates the module.
   *
   * @param store keeps the messages
   */
  public OfflineRetrievalModule(OfflineStore store) {
    this.messages = new StoredMessages(store);
  }

  @Override
  public Xep spec() {
    return new Xep(13, "1.3", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE);
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, OFFLINE, this::get),
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, OFFLINE, this::set));
  }

  private CompletionStage<Reply> get(XmlElement iq, Context context) {
    XmlElement offline = iq.firstElement();
    if (!context.isOwnAccount() || offline == null) {
      return failure(StanzaErrorCondition.FORBIDDEN);
    }
    String account = context.target().bareText();
    if (offline.child(NAMESPACE, "fetch") != null) {
      return messages.all(account).thenApply(rows -> shown(rows, context));
    }
    List<String> nodes = nodes(offline, "view");
    return nodes.isEmpty()
        ? failure(StanzaErrorCondition.BAD_REQUEST)
        : messages
            .all(account)
            .thenApply(rows -> {
              List<OfflineRow> found = found(rows, nodes);
              return found.size() < nodes.size() ? notFound() : shown(found, context);
            });
  }

  private CompletionStage<Reply> set(XmlElement iq, Context context) {
    XmlElement offline = iq.firstElement();
    if (!context.isOwnAccount() || offline == null) {
      return failure(StanzaErrorCondition.FORBIDDEN);
    }
    String account = context.target().bareText();
    boolean purge = offline.child(NAMESPACE, "purge") != null;
    List<String> nodes = nodes(offline, "remove");
    if (!purge && nodes.isEmpty()) {
      return failure(StanzaErrorCondition.BAD_REQUEST);
    }
    return messages
        .all(account)
        .thenCompose(rows -> {
          List<OfflineRow> found = purge ? rows : found(rows, nodes);
          return !purge && found.size() < nodes.size()
              ? CompletableFuture.completedStage(notFound())
              : messages.remove(account, found).thenApply(done -> Reply.empty());
        });
  }

  /** Returns the nodes of the items with {@code action}; empty where one has another or none. */
  private static List<String> nodes(XmlElement offline, String action) {
    List<String> nodes = new ArrayList<>();
    for (XmlElement item : offline.elements()) {
      String node = item.attribute("node");
      if (!item.localName().equals("item")
          || node == null
          || !action.equals(item.attribute("action"))) {
        return List.of();
      }
      if (!nodes.contains(node)) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private static List<OfflineRow> found(List<OfflineRow> rows, List<String> nodes) {
    Map<String, OfflineRow> byNode = new HashMap<>();
    rows.forEach(row -> byNode.put(StoredMessages.nodeOf(row), row));
    List<OfflineRow> found = new ArrayList<>(nodes.size());
    for (String node : nodes) {
      OfflineRow row = byNode.get(node);
      if (row != null) {
        found.add(row);
      }
    }
    return found;
  }

  /** Section 2.4: each message names its node, and the time at which it came. */
  private static Reply shown(List<OfflineRow> rows, Context context) {
    List<byte[]> shown = new ArrayList<>(rows.size());
    for (OfflineRow row : rows) {
      XmlElement offline =
          XmlElement.of(NAMESPACE, "offline")
              .child(XmlElement.of(NAMESPACE, "item").attribute("node", StoredMessages.nodeOf(row)))
              .build();
      shown.add(row.shown(context.domain(), offline));
    }
    return new Reply.Page(shown, null);
  }

  private static Reply notFound() {
    return Reply.failure(
        StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such message."));
  }

  private static CompletionStage<Reply> failure(StanzaErrorCondition condition) {
    return CompletableFuture.completedStage(Reply.failure(StanzaError.of(condition)));
  }
}
