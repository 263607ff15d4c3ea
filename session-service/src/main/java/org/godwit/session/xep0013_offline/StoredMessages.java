package org.godwit.session.xep0013_offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.session.account.OfflineId;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.OfflineStore;
import org.jspecify.annotations.Nullable;

/**
 * An account's stored messages as its clients see them: those that are anybody's. How many there
 * are is limited where they are stored. Any thread.
 */
final class StoredMessages {

  private static final int BATCH = 200;

  private final OfflineStore store;

  StoredMessages(OfflineStore store) {
    this.store = store;
  }

  /** Returns the name of a message, whose order as text is that of the messages (section 2.3). */
  static String nodeOf(OfflineRow row) {
    OfflineId id = row.id();
    return String.format(
        Locale.ROOT,
        "%016x%08x%08x%012x",
        id.offset(),
        id.index(),
        id.partition(),
        id.receivedAtMs());
  }

  /** Returns all, oldest first. */
  CompletionStage<List<OfflineRow>> all(String account) {
    return more(account, null, new ArrayList<>());
  }

  private CompletionStage<List<OfflineRow>> more(
      String account, @Nullable OfflineId after, List<OfflineRow> before) {
    return store
        .load(account, after, BATCH)
        .thenCompose(rows -> {
          rows.stream()
              .filter(row -> row.stream() == null && row.head().kind() == StanzaKind.MESSAGE)
              .forEach(before::add);
          return rows.size() < BATCH
              ? CompletableFuture.completedStage(before)
              : more(account, rows.getLast().id(), before);
        });
  }

  /** Removes messages; ends when that is committed. */
  CompletionStage<Void> remove(String account, List<OfflineRow> rows) {
    CompletableFuture<?>[] all =
        rows.stream()
            .map(row -> store.delete(account, row.id()).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all);
  }
}
