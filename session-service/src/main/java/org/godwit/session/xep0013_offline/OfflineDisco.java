package org.godwit.session.xep0013_offline;

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
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.xep0030_disco.DiscoIdentity;
import org.godwit.protocol.xep0030_disco.DiscoItem;
import org.godwit.protocol.xep0030_disco.DiscoNode;
import org.godwit.protocol.xep0030_disco.DiscoSource;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.OfflineStore;

/**
 * The node with the number of a user's offline messages and their senders (XEP-0013, sections 2.2
 * and 2.3), for the user alone. Any thread; never blocks.
 */
public final class OfflineDisco implements DiscoSource {

  private static final String NODE = OfflineRetrievalModule.NAMESPACE;

  private final StoredMessages messages;
  private final ModuleSwitches switches;

  /**
   * Creates it.
   *
   * @param store keeps the messages
   * @param switches tell where the module is off
   */
  public OfflineDisco(OfflineStore store, ModuleSwitches switches) {
    this.messages = new StoredMessages(store);
    this.switches = switches;
  }

  @Override
  public CompletionStage<Optional<DiscoNode>> node(Context context, String node) {
    return node.equals(NODE) && context.isOwnAccount() && switches.isOn(context.domain(), NODE)
        ? messages
            .all(context.target().bareText())
            .thenApply(rows -> Optional.of(node(rows, context.target())))
        : CompletableFuture.completedFuture(Optional.empty());
  }

  private static DiscoNode node(List<OfflineRow> rows, Jid account) {
    List<DiscoItem> items = new ArrayList<>(rows.size());
    for (OfflineRow row : rows) {
      Jid sender = row.head().from();
      items.add(
          new DiscoItem(
              account, StoredMessages.nodeOf(row), sender == null ? null : sender.toString()));
    }
    FormField number =
        FormField.of("number_of_messages", "text-single", null, Integer.toString(rows.size()));
    return new DiscoNode(
        List.of(new DiscoIdentity("automation", "message-list", null)),
        Set.of(NODE),
        List.of(DataForm.of("result", NODE, List.of(number)).toElement()),
        items);
  }
}
