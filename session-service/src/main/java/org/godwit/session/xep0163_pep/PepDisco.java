package org.godwit.session.xep0163_pep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.xep0030_disco.DiscoIdentity;
import org.godwit.protocol.xep0030_disco.DiscoItem;
import org.godwit.protocol.xep0030_disco.DiscoNode;
import org.godwit.protocol.xep0030_disco.DiscoSource;
import org.godwit.session.access.ContactAccess;
import org.godwit.session.userdata.BlockingCalls;

/**
 * An account in service discovery: whom it admits (XEP-0030, section 8), and those of its nodes
 * that they may read (XEP-0060, sections 5.2 to 5.5). Any thread; never blocks.
 */
public final class PepDisco implements DiscoSource {

  private static final String META_DATA = "http://jabber.org/protocol/pubsub#meta-data";

  private final PepStore store;
  private final ContactAccess contacts;
  private final Notifications notifications;
  private final BlockingCalls calls;

  /** Creates it. */
  public PepDisco(PepStore store, ContactAccess contacts, BlockingCalls calls) {
    this.store = store;
    this.contacts = contacts;
    this.notifications = new Notifications(contacts);
    this.calls = calls;
  }

  @Override
  public CompletionStage<Boolean> admits(TargetKind target, Context context) {
    if (target != TargetKind.ACCOUNT || context.isOwnAccount()) {
      return CompletableFuture.completedFuture(true);
    }
    return calls.call(() -> contacts.maySeePresence(context.target(), context.sender().bare()));
  }

  @Override
  public CompletionStage<List<DiscoItem>> items(Context context) {
    Jid owner = context.target();
    return calls.call(() -> {
      Visitor visitor = notifications.visitor(owner, context.sender());
      List<DiscoItem> items = new ArrayList<>();
      for (PepNode node : store.nodes(owner)) {
        if (AccessRules.readRefusal(node, visitor) == null) {
          String title = node.config().text(ConfigField.TITLE);
          items.add(new DiscoItem(owner, node.name(), title.isEmpty() ? null : title));
        }
      }
      return items;
    });
  }

  @Override
  public CompletionStage<Optional<DiscoNode>> node(Context context, String name) {
    Jid owner = context.target();
    return calls.call(() -> {
      Visitor visitor = notifications.visitor(owner, context.sender());
      return store
          .node(owner, name)
          .filter(node -> AccessRules.readRefusal(node, visitor) == null)
          .map(node -> found(owner, node));
    });
  }

  private DiscoNode found(Jid owner, PepNode node) {
    List<DiscoItem> items = new ArrayList<>();
    for (PepItem item : store.items(owner, node.name())) {
      items.add(new DiscoItem(owner, null, item.id()));
    }
    return new DiscoNode(
        List.of(new DiscoIdentity("pubsub", "leaf", null)),
        Set.of(PublishRequests.NAMESPACE),
        List.of(metaData(node).toElement()),
        items);
  }

  /** XEP-0060, section 5.4. */
  private static DataForm metaData(PepNode node) {
    List<FormField> fields = new ArrayList<>();
    for (ConfigField field :
        List.of(
            ConfigField.TYPE,
            ConfigField.TITLE,
            ConfigField.DESCRIPTION,
            ConfigField.LANGUAGE,
            ConfigField.ACCESS_MODEL,
            ConfigField.PUBLISH_MODEL,
            ConfigField.MAX_ITEMS)) {
      if (!node.config().all(field).isEmpty()) {
        fields.add(field.field(node.config().all(field)));
      }
    }
    fields.add(
        FormField.of(
            "pubsub#creation_date",
            "text-single",
            "Creation date",
            Instant.ofEpochMilli(node.createdAtMs()).toString()));
    return DataForm.of("result", META_DATA, fields);
  }
}
