package org.godwit.session.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The offline store in memory. Passes the store's contract; one thread, and readers. */
public final class FakeOfflineStore implements OfflineStore {

  private static final Comparator<OfflineRow> ORDER =
      Comparator.comparing(OfflineRow::account)
          .thenComparingLong(row -> row.id().offset())
          .thenComparingInt(row -> row.id().index())
          .thenComparingInt(row -> row.id().partition())
          .thenComparingLong(row -> row.id().receivedAtMs());

  private final Set<OfflineRow> rows = new ConcurrentSkipListSet<>(ORDER);
  private final List<Runnable> held = new ArrayList<>();
  private volatile boolean holding;
  private volatile boolean away;

  /** From now on nothing is answered before {@link #letGo()}. */
  public void hold() {
    holding = true;
  }

  /** Answers what was asked meanwhile, in order, and what is asked because of that after it. */
  public void letGo() {
    holding = true;
    while (!held.isEmpty()) {
      held.removeFirst().run();
    }
    holding = false;
  }

  /** Forgets what was asked, as the death of the process would. */
  public void forgetHeld() {
    holding = false;
    held.clear();
  }

  /** From now on reads fail and writes wait, until {@link #comeBack()}. */
  public void goAway() {
    away = true;
  }

  /** The database answers again, and what waited is written. */
  public void comeBack() {
    away = false;
    letGo();
  }

  public List<OfflineRow> rows(String account) {
    return rows.stream().filter(row -> row.account().equals(account)).toList();
  }

  @Override
  public CompletionStage<Void> insert(OfflineRow row) {
    return write(() -> rows.add(row));
  }

  @Override
  public CompletionStage<Void> delete(String account, OfflineId id) {
    return write(() -> rows.removeIf(row -> row.account().equals(account) && row.id().equals(id)));
  }

  @Override
  public CompletionStage<Void> deleteAll(String account) {
    return write(() -> rows.removeIf(row -> row.account().equals(account)));
  }

  @Override
  public CompletionStage<Void> mark(String account, OfflineId id, String stream) {
    return write(() -> {
      for (OfflineRow row : rows(account)) {
        if (row.id().equals(id) && (row.stream() == null || row.stream().equals(stream))) {
          replace(row, stream);
        }
      }
    });
  }

  @Override
  public CompletionStage<Void> unmark(String account, OfflineId id, String stream) {
    return write(() -> {
      for (OfflineRow row : rows(account)) {
        if (row.id().equals(id) && stream.equals(row.stream())) {
          replace(row, null);
        }
      }
    });
  }

  @Override
  public CompletionStage<Void> deleteKept(String account, String stream, long offset, int index) {
    return write(() ->
        rows.removeIf(row ->
            row.account().equals(account)
                && stream.equals(row.stream())
                && row.id().offset() == offset
                && row.id().index() == index));
  }

  private void replace(OfflineRow row, @Nullable String stream) {
    rows.remove(row);
    rows.add(new OfflineRow(row.account(), row.id(), stream, row.head(), row.stanza()));
  }

  @Override
  public CompletionStage<List<OfflineRow>> loadKept(String account, String stream, int rowsMax) {
    return read(() ->
        rows(account).stream().filter(row -> stream.equals(row.stream())).limit(rowsMax).toList());
  }

  @Override
  public CompletionStage<List<OfflineRow>> load(
      String account, @Nullable OfflineId after, int rowsMax) {
    return read(() ->
        rows(account).stream()
            .filter(row -> after == null || isAfter(row.id(), after))
            .limit(rowsMax)
            .toList());
  }

  @Override
  public CompletionStage<Integer> count(String account) {
    return read(() -> rows(account).size());
  }

  private static boolean isAfter(OfflineId id, OfflineId other) {
    return id.offset() > other.offset()
        || (id.offset() == other.offset() && id.index() > other.index());
  }

  private CompletionStage<Void> write(Runnable change) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable task =
        () -> {
          change.run();
          done.complete(null);
        };
    if (holding || away) {
      held.add(task);
    } else {
      task.run();
    }
    return done;
  }

  private <T> CompletionStage<T> read(java.util.function.Supplier<T> query) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (away) {
      result.completeExceptionally(new IllegalStateException("the database is away"));
    } else if (holding) {
      held.add(() -> result.complete(query.get()));
    } else {
      result.complete(query.get());
    }
    return result;
  }
}
