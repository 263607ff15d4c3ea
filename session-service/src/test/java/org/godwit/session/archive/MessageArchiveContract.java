package org.godwit.session.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.ArchiveRow;
import org.godwit.session.account.ArchiveStore;
import org.godwit.session.account.Stanzas;
import org.godwit.session.archive.ArchivePreferences.Policy;
import org.junit.jupiter.api.Test;

/** What every archive does: the fake of the tests and the one in the database. */
abstract class MessageArchiveContract {

  private static final String ALICE = "alice@localhost";
  private static final String BOB = "bob@localhost/phone";
  private static final String CAROL = "carol@localhost/pad";
  private static final ArchivePaging ALL = ArchivePaging.first(100);

  /** Returns how the archive, which is empty, is read. */
  abstract MessageArchive reader();

  /** Returns how the archive is written. */
  abstract ArchiveStore store();

  /** Returns what reads it as collections. */
  abstract ArchiveCollections collections();

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "%023d", number);
  }

  private static ArchiveRow row(int number, String peer) {
    return new ArchiveRow(
        ALICE,
        id(number),
        Jid.of(peer),
        1000L * number,
        Stanzas.chat(peer, ALICE, "grüße " + number).bytes());
  }

  private void insert(int number, String peer) {
    store().insert(row(number, peer));
  }

  /** Bob's messages are odd, Carol's are even. */
  private void given(int count) {
    for (int i = 1; i <= count; i++) {
      insert(i, i % 2 == 1 ? BOB : CAROL);
    }
  }

  private ArchivePage.Found found(ArchiveQuery query) {
    ArchivePage page = get(reader().query(ALICE, query));
    assertThat(page).isInstanceOf(ArchivePage.Found.class);
    return (ArchivePage.Found) page;
  }

  private static List<Integer> numbers(ArchivePage.Found page) {
    return page.messages().stream().map(m -> Integer.parseInt(m.id())).toList();
  }

  private static ArchiveQuery with(String jid) {
    return new ArchiveQuery(Jid.of(jid), null, null, null, null, List.of(), ALL);
  }

  private void at(int number, String peer, long day, int second) {
    ArchiveRow row = row(number, peer);
    store()
        .insert(
            new ArchiveRow(
                ALICE,
                row.id(),
                row.peer(),
                day * ArchiveCollections.DAY_MS + 1000L * second,
                row.stanza()));
  }

  private ArchiveCollections.Page listed(ArchiveCollections.Paging paging) {
    return get(
        collections().collections(ALICE, new ArchiveCollections.Range(null, null, null), paging));
  }

  // XEP-0136, section 7.1.
  @Test
  void messagesOfOneJidAndOneDayAreACollection() {
    // Given
    at(1, BOB, 10, 5);
    at(2, BOB, 10, 6);
    at(3, CAROL, 10, 5);
    at(4, BOB, 11, 0);
    Jid bob = Jid.of(BOB).bare();
    ArchiveCollections.Collection first =
        new ArchiveCollections.Collection(bob, 10 * ArchiveCollections.DAY_MS + 5000);
    ArchiveCollections.Collection second =
        new ArchiveCollections.Collection(
            Jid.of(CAROL).bare(), 10 * ArchiveCollections.DAY_MS + 5000);
    ArchiveCollections.Collection third =
        new ArchiveCollections.Collection(bob, 11 * ArchiveCollections.DAY_MS);

    // Then
    assertThat(listed(new ArchiveCollections.Paging(9, null, null, false)))
        .isEqualTo(new ArchiveCollections.Page(List.of(first, second, third), 0, 3));
    assertThat(listed(new ArchiveCollections.Paging(1, first, null, false)))
        .isEqualTo(new ArchiveCollections.Page(List.of(second), 1, 3));
    assertThat(listed(new ArchiveCollections.Paging(1, null, third, true)))
        .isEqualTo(new ArchiveCollections.Page(List.of(second), 1, 3));
    assertThat(listed(new ArchiveCollections.Paging(0, null, null, false)))
        .isEqualTo(new ArchiveCollections.Page(List.of(), 0, 3));
  }

  // XEP-0136, section 7.3.
  @Test
  void removedMessagesAreCountedAndGone() {
    // Given
    at(1, BOB, 10, 5);
    at(2, BOB, 10, 6);
    at(3, CAROL, 10, 5);

    // When
    int removed =
        get(
            collections()
                .remove(
                    ALICE,
                    new ArchiveCollections.Range(
                        Jid.of(BOB).bare(), 10 * ArchiveCollections.DAY_MS, null)));

    // Then
    assertThat(removed).isEqualTo(2);
    assertThat(numbers(found(ArchiveQuery.all(ALL)))).containsExactly(3);
  }

  @Test
  void aMessageComesBackAsItWasArchived() {
    // When
    insert(1, BOB);

    // Then
    ArchivedMessage message = found(ArchiveQuery.all(ALL)).messages().getFirst();
    assertThat(message.id()).isEqualTo(id(1));
    assertThat(message.receivedAtMs()).isEqualTo(1000);
    assertThat(new String(message.stanza(), StandardCharsets.UTF_8)).contains("grüße 1");
  }

  @Test
  void insertingTwiceIsTheSameAsOnce() {
    // When
    insert(1, BOB);
    insert(1, CAROL);

    // Then
    assertThat(found(with(BOB)).messages()).hasSize(1);
    assertThat(found(with(CAROL)).messages()).isEmpty();
  }

  @Test
  void messagesComeInTheOrderOfTheirIds() {
    // Given
    insert(10, BOB);
    insert(2, BOB);
    insert(1, CAROL);

    // Then
    ArchivePage.Found page = found(ArchiveQuery.all(ALL));
    assertThat(numbers(page)).containsExactly(1, 2, 10);
    assertThat(page.complete()).isTrue();
    assertThat(page.count()).isEqualTo(3);
    assertThat(page.index()).isZero();
  }

  @Test
  void section411ABareJidStandsForAllOfItsResources() {
    // Given
    given(4);
    insert(5, "bob@localhost/desk");

    // Then
    assertThat(numbers(found(with("bob@localhost")))).containsExactly(1, 3, 5);
    assertThat(numbers(found(with("bob@localhost/desk")))).containsExactly(5);
    assertThat(numbers(found(with("dave@localhost")))).isEmpty();
  }

  @Test
  void section412StartAndEndAreInclusive() {
    // Given
    given(5);

    // When
    ArchivePage.Found page =
        found(new ArchiveQuery(null, 2000L, 4000L, null, null, List.of(), ALL));

    // Then
    assertThat(numbers(page)).containsExactly(2, 3, 4);
  }

  @Test
  void section413IdsLimitTheResult() {
    // Given
    given(6);

    // Then
    assertThat(numbers(found(new ArchiveQuery(null, null, null, id(2), id(5), List.of(), ALL))))
        .containsExactly(3, 4);
    assertThat(
            numbers(
                found(new ArchiveQuery(null, null, null, null, null, List.of(id(6), id(1)), ALL))))
        .containsExactly(1, 6);
  }

  @Test
  void section413AnIdThatIsNotThereIsReported() {
    // Given
    given(2);

    // Then
    for (ArchiveQuery query :
        List.of(
            new ArchiveQuery(null, null, null, id(9), null, List.of(), ALL),
            new ArchiveQuery(null, null, null, null, "x", List.of(), ALL),
            new ArchiveQuery(null, null, null, null, null, List.of(id(1), id(9)), ALL),
            ArchiveQuery.all(new ArchivePaging(5, id(9), null, false, 0)),
            ArchiveQuery.all(new ArchivePaging(5, null, id(9), true, 0)))) {
      assertThat(get(reader().query(ALICE, query))).isInstanceOf(ArchivePage.NoSuchMessage.class);
    }
  }

  @Test
  void pagesFollowEachOtherForwards() {
    // Given
    given(5);

    // When
    ArchivePage.Found first = found(ArchiveQuery.all(ArchivePaging.first(2)));
    ArchivePage.Found second = found(ArchiveQuery.all(new ArchivePaging(2, id(2), null, false, 0)));
    ArchivePage.Found third = found(ArchiveQuery.all(new ArchivePaging(2, id(4), null, false, 0)));

    // Then
    assertThat(numbers(first)).containsExactly(1, 2);
    assertThat(first.complete()).isFalse();
    assertThat(numbers(second)).containsExactly(3, 4);
    assertThat(second.index()).isEqualTo(2);
    assertThat(second.count()).isEqualTo(5);
    assertThat(numbers(third)).containsExactly(5);
    assertThat(third.complete()).isTrue();
  }

  @Test
  void pagesFollowEachOtherBackwardsEachInTheArchivesOrder() {
    // Given
    given(5);

    // When
    ArchivePage.Found last = found(ArchiveQuery.all(new ArchivePaging(2, null, null, true, 0)));
    ArchivePage.Found before = found(ArchiveQuery.all(new ArchivePaging(3, null, id(4), true, 0)));

    // Then
    assertThat(numbers(last)).containsExactly(4, 5);
    assertThat(last.complete()).isFalse();
    assertThat(last.index()).isEqualTo(3);
    assertThat(numbers(before)).containsExactly(1, 2, 3);
    assertThat(before.complete()).isTrue();
  }

  @Test
  void aPageMayBeginAtAnIndexAndMayBeACountAlone() {
    // Given
    given(5);

    // When
    ArchivePage.Found page = found(ArchiveQuery.all(new ArchivePaging(2, null, null, false, 3)));
    ArchivePage.Found count = found(ArchiveQuery.all(ArchivePaging.first(0)));

    // Then
    assertThat(numbers(page)).containsExactly(4, 5);
    assertThat(page.index()).isEqualTo(3);
    assertThat(count.messages()).isEmpty();
    assertThat(count.count()).isEqualTo(5);
    assertThat(count.complete()).isFalse();
  }

  @Test
  void section5TheEndsOfAnArchiveAreKnown() {
    // Given
    assertThat(get(reader().ends(ALICE))).isEqualTo(new ArchiveEnds(null, null));

    // When
    given(3);

    // Then
    assertThat(get(reader().ends(ALICE)))
        .isEqualTo(
            new ArchiveEnds(new ArchiveEnds.Mark(id(1), 1000), new ArchiveEnds.Mark(id(3), 3000)));
  }

  @Test
  void accountsDoNotSeeEachOther() {
    // Given
    given(2);

    // Then
    ArchivePage page = get(reader().query("ALICE@localhost", ArchiveQuery.all(ALL)));
    assertThat(((ArchivePage.Found) page).count()).isZero();

    // When
    get(store().deleteAll(ALICE));

    // Then
    assertThat(found(ArchiveQuery.all(ALL)).count()).isZero();
  }

  @Test
  void preferencesDecideWhatIsArchivedFromThenOn() {
    // Given
    assertThat(get(reader().preferences(ALICE))).isEqualTo(ArchivePreferences.of(Policy.ALWAYS));
    insert(1, BOB);

    // When
    ArchivePreferences noBob =
        new ArchivePreferences(Policy.ALWAYS, List.of(), List.of(Jid.of("bob@localhost")));
    get(reader().setPreferences(ALICE, noBob));
    insert(2, BOB);
    insert(3, CAROL);

    // Then
    assertThat(get(reader().preferences(ALICE))).isEqualTo(noBob);
    assertThat(numbers(found(ArchiveQuery.all(ALL)))).containsExactly(1, 3);

    // When
    get(
        reader()
            .setPreferences(
                ALICE,
                new ArchivePreferences(Policy.NEVER, List.of(Jid.of("bob@localhost")), List.of())));
    insert(4, BOB);
    insert(5, CAROL);

    // Then
    assertThat(numbers(found(ArchiveQuery.all(ALL)))).containsExactly(1, 3, 4);
  }
}
