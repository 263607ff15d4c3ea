package org.godwit.session.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

/** What every roster store does. */
abstract class RosterStoreContract {

  private static final String ALICE = "alice@localhost";
  private static final Jid BOB = Jid.of("bob@localhost");
  private static final Jid CAROL = Jid.of("carol@localhost");

  abstract RosterStore store();

  abstract RosterReader reader();

  @Test
  void anAccountWithoutRowsHasAnEmptyRosterAtVersionZero() {
    assertThat(get(store().load(ALICE))).isEqualTo(Roster.EMPTY);
  }

  @Test
  void anItemComesBackWithAllThatIsKeptOfIt() {
    // Given
    RosterItem item =
        new RosterItem(
            BOB,
            "Bob \uD83D\uDE80",
            List.of("Friends", "Büro, 2"),
            Subscription.TO,
            true,
            true,
            false,
            "<presence from='bob@localhost'/>");

    // When
    get(store().write(ALICE, RosterChange.put(3, item)));

    // Then
    Roster roster = get(store().load(ALICE));
    assertThat(roster.version()).isEqualTo(3);
    assertThat(roster.items()).containsExactly(item);
  }

  @Test
  void aChangeThatIsWrittenTwiceChangesNothingTheSecondTime() {
    // Given
    RosterChange change = RosterChange.put(1, RosterItem.of(BOB));
    get(store().write(ALICE, change));
    Roster once = get(store().load(ALICE));

    // When
    get(store().write(ALICE, change));

    // Then
    assertThat(get(store().load(ALICE))).isEqualTo(once);
  }

  @Test
  void aRemovedContactIsGoneAndTheOthersStay() {
    // Given
    get(
        store()
            .write(
                ALICE,
                new RosterChange(2, List.of(RosterItem.of(BOB), RosterItem.of(CAROL)), List.of())));

    // When
    get(store().write(ALICE, RosterChange.remove(3, BOB)));

    // Then
    assertThat(get(store().load(ALICE)).items()).containsExactly(RosterItem.of(CAROL));
  }

  @Test
  void aReadSeesTheWritesThatWereAskedForBefore() {
    // When
    for (int version = 1; version <= 20; version++) {
      var _ = store().write(ALICE, RosterChange.put(version, RosterItem.of(BOB)));
    }

    // Then
    assertThat(get(store().load(ALICE)).version()).isEqualTo(20);
  }

  @Test
  void aDeletedRosterIsEmptyForReadersToo() {
    // Given
    get(store().write(ALICE, RosterChange.put(1, RosterItem.of(BOB))));
    assertThat(get(reader().roster(Jid.of(ALICE))).items()).hasSize(1);

    // When
    get(store().deleteAll(ALICE));

    // Then
    assertThat(get(reader().roster(Jid.of(ALICE)))).isEqualTo(Roster.EMPTY);
  }

  static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
