package org.godwit.session.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.godwit.session.account.OfflineId;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.OfflineStore;
import org.godwit.session.account.Stanzas;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every offline store does: the fake of the tests and the one in the database. */
public abstract class OfflineStoreContract {

  protected static final String ALICE = "alice@localhost";

  /** Returns an empty store. */
  protected abstract OfflineStore store();

  protected static OfflineRow row(String account, long offset, int index, String body) {
    return row(account, new OfflineId("session", 3, offset, index, 1_767_225_600_123L), null, body);
  }

  private static OfflineRow row(
      String account, OfflineId id, @Nullable String stream, String body) {
    Stanzas.Stanza stanza = Stanzas.chat("bob@localhost/phone", account, body);
    return new OfflineRow(account, id, stream, stanza.head(), stanza.bytes());
  }

  private List<OfflineRow> load(String account, @Nullable OfflineId after, int max) {
    return get(store().load(account, after, max));
  }

  private static <T> T get(java.util.concurrent.CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static List<Long> offsets(List<OfflineRow> rows) {
    return rows.stream().map(row -> row.id().offset()).toList();
  }

  @Test
  void aRowComesBackAsItWasStored() {
    // Given
    OfflineId id = new OfflineId("session", 3, 77, 2, 1_767_225_600_123L);
    OfflineRow row = row(ALICE, id, "k3-only", "gr\u00fc\u00dfe \ud83d\ude00");

    // When
    get(store().insert(row));

    // Then
    OfflineRow found = load(ALICE, null, 10).getFirst();
    assertThat(found.account()).isEqualTo(ALICE);
    assertThat(found.id()).isEqualTo(id);
    assertThat(found.stream()).isEqualTo("k3-only");
    assertThat(found.head()).isEqualTo(row.head());
    assertThat(found.stanza()).isEqualTo(row.stanza());
  }

  @Test
  void rowsComeInTheOrderOfTheirRecords() {
    // Given
    store().insert(row(ALICE, 12, 0, "c"));
    store().insert(row(ALICE, 2, 1, "b"));
    store().insert(row(ALICE, 2, 0, "a"));
    store().insert(row(ALICE, 100, 0, "d"));

    // When
    List<OfflineRow> rows = load(ALICE, null, 10);

    // Then
    assertThat(offsets(rows)).containsExactly(2L, 2L, 12L, 100L);
    assertThat(rows.get(0).id().index()).isZero();
  }

  @Test
  void aReadSeesTheWritesThatWereAskedForBefore() {
    // When
    for (int i = 0; i < 50; i++) {
      store().insert(row(ALICE, i, 0, "m" + i));
    }

    // Then
    assertThat(get(store().count(ALICE))).isEqualTo(50);
    assertThat(load(ALICE, null, 100)).hasSize(50);
  }

  @Test
  void insertingTwiceIsTheSameAsOnce() {
    // Given
    get(store().insert(row(ALICE, 5, 0, "first")));

    // When
    get(store().insert(row(ALICE, 5, 0, "replayed")));

    // Then
    List<OfflineRow> rows = load(ALICE, null, 10);
    assertThat(rows).hasSize(1);
    assertThat(new String(rows.getFirst().stanza(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("first");
  }

  @Test
  void aLogThatWasBegunAnewIsNotTakenForAReplay() {
    // Given
    get(store().insert(row(ALICE, new OfflineId("session", 3, 0, 0, 1000), null, "old log")));

    // When
    get(store().insert(row(ALICE, new OfflineId("session", 3, 0, 0, 2000), null, "new log")));

    // Then
    assertThat(get(store().count(ALICE))).isEqualTo(2);
  }

  @Test
  void aLoadGoesOnAfterTheLastRowOfTheBatchBefore() {
    // Given
    for (int i = 0; i < 5; i++) {
      store().insert(row(ALICE, 10 + i / 2, i % 2, "m" + i));
    }
    List<OfflineRow> first = load(ALICE, null, 2);

    // When
    List<OfflineRow> rest = load(ALICE, first.getLast().id(), 10);

    // Then
    assertThat(offsets(first)).containsExactly(10L, 10L);
    assertThat(offsets(rest)).containsExactly(11L, 11L, 12L);
  }

  @Test
  void accountsDoNotSeeEachOther() {
    // Given
    store().insert(row(ALICE, 1, 0, "for alice"));
    store().insert(row("al\u00efce@localhost", 1, 0, "for another"));
    store().insert(row("ALICE@localhost", 1, 0, "bytes, not letters"));

    // When
    get(store().deleteAll("al\u00efce@localhost"));

    // Then
    assertThat(get(store().count(ALICE))).isEqualTo(1);
    assertThat(get(store().count("al\u00efce@localhost"))).isZero();
    assertThat(get(store().count("ALICE@localhost"))).isEqualTo(1);
  }

  @Test
  void deletingTakesOneRowAndIsHarmlessTwice() {
    // Given
    OfflineRow gone = row(ALICE, 1, 0, "a");
    store().insert(gone);
    store().insert(row(ALICE, 2, 0, "b"));

    // When
    store().delete(ALICE, gone.id());
    get(store().delete(ALICE, gone.id()));

    // Then
    assertThat(offsets(load(ALICE, null, 10))).containsExactly(2L);
  }

  private static OfflineRow kept(long offset, @Nullable String stream) {
    return row(ALICE, row(ALICE, offset, 0, "").id(), stream, "m" + offset);
  }

  @Test
  void whatAClientHasGotIsDeletedWhereItWasKeptForItsStream() {
    // Given
    store().insert(kept(1, "k1-a"));
    store().insert(kept(2, "k1-a"));
    store().insert(kept(3, "k1-b"));
    store().insert(kept(4, null));

    // When
    for (long offset = 2; offset <= 5; offset++) {
      store().deleteKept(ALICE, "k1-a", offset, 0);
    }
    store().deleteKept(ALICE, "k1-a", 1, 7);
    get(store().deleteKept(ALICE, "k1-a", 2, 0));

    // Then
    assertThat(offsets(load(ALICE, null, 10))).containsExactly(1L, 3L, 4L);
  }

  @Test
  void aRowIsMarkedForOneStreamAndForAnybodyAgainByThatAlone() {
    // Given
    OfflineRow row = kept(1, null);
    store().insert(row);
    store().insert(kept(2, null));

    // When
    get(store().mark(ALICE, row.id(), "k1-a"));

    // Then
    assertThat(offsets(get(store().loadKept(ALICE, "k1-a", 10)))).containsExactly(1L);

    // When
    get(store().unmark(ALICE, row.id(), "k1-b"));

    // Then
    assertThat(get(store().loadKept(ALICE, "k1-a", 10))).hasSize(1);

    // When
    get(store().mark(ALICE, row.id(), "k1-b"));

    // Then
    assertThat(get(store().loadKept(ALICE, "k1-b", 10))).isEmpty();

    // When
    get(store().unmark(ALICE, row.id(), "k1-a"));

    // Then
    assertThat(get(store().loadKept(ALICE, "k1-a", 10))).isEmpty();
    assertThat(load(ALICE, null, 1).getFirst().stream()).isNull();
  }

  @Test
  void markingWhatIsGoneBringsNothingBack() {
    // Given
    OfflineRow row = kept(1, null);
    store().insert(row);
    store().delete(ALICE, row.id());

    // When
    get(store().mark(ALICE, row.id(), "k1-a"));

    // Then
    assertThat(get(store().count(ALICE))).isZero();
  }

  @Test
  void whatIsKeptForAStreamComesInOrderAndInBatches() {
    // Given
    store().insert(kept(3, "k1-a"));
    store().insert(kept(1, "k1-a"));
    store().insert(kept(2, "k1-b"));
    store().insert(kept(4, "k1-a"));

    // When
    List<OfflineRow> rows = get(store().loadKept(ALICE, "k1-a", 2));

    // Then
    assertThat(offsets(rows)).containsExactly(1L, 3L);
  }

  @Test
  void writesTakeEffectInTheirOrder() {
    // Given
    OfflineRow row = row(ALICE, 1, 0, "a");

    // When
    List<java.util.concurrent.CompletionStage<Void>> writes = new ArrayList<>();
    writes.add(store().insert(row));
    writes.add(store().delete(ALICE, row.id()));
    writes.add(store().insert(row));
    writes.forEach(OfflineStoreContract::get);

    // Then
    assertThat(get(store().count(ALICE))).isEqualTo(1);
  }
}
