package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.BOB;
import static org.godwit.session.account.AccountScenario.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.FakeRosterStore;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterChange;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.roster.Subscription;
import org.godwit.testkit.InMemoryBusSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When clients hear of changes, and what a new owner makes of them. */
class ContactPartitionTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw2", "k1-desk");
  private static final String SET =
      "<query xmlns=\"jabber:iq:roster\"><item jid=\"carol@localhost\"/></query>";

  private final SlowRosters rosters = new SlowRosters();
  private final AccountScenario s =
      new AccountScenario(
          new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100).with(ContactSettings.DEFAULT),
          List.of(),
          InMemoryBusSettings.DEFAULT,
          new ContactStore(rosters, new NoLists()));

  /** A database that commits when it is told to, and may be away. */
  private static final class SlowRosters implements RosterStore {
    private final FakeRosterStore store = new FakeRosterStore();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean slow;
    private boolean away;

    @Override
    public CompletionStage<Roster> load(String account) {
      return away
          ? CompletableFuture.failedFuture(new IllegalStateException("away"))
          : store.load(account);
    }

    @Override
    public CompletionStage<@Nullable Void> write(String account, RosterChange change) {
      CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
      Runnable commit =
          () -> store.write(account, change).whenComplete((none, failure) -> done.complete(null));
      if (slow) {
        waiting.add(commit);
      } else {
        commit.run();
      }
      return done;
    }

    void commit() {
      slow = false;
      waiting.forEach(Runnable::run);
      waiting.clear();
    }

    /** The process has died before it could commit. */
    void forget() {
      slow = false;
      waiting.clear();
    }

    @Override
    public CompletionStage<@Nullable Void> deleteAll(String account) {
      return store.deleteAll(account);
    }
  }

  private static final class NoLists implements PrivacyStore {
    @Override
    public CompletionStage<Privacy> load(String account) {
      return CompletableFuture.completedFuture(Privacy.NONE);
    }

    @Override
    public CompletionStage<@Nullable Void> write(String account, Privacy privacy) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private void set() {
    s.sent(PHONE, Stanzas.iq(StanzaType.SET, "alice@localhost/phone", null, SET));
  }

  private long results() {
    return s.texts(PHONE).stream().filter(text -> text.contains("type=\"result\"")).count();
  }

  private void friends() {
    rosters.store.write(
        ALICE, RosterChange.put(1, RosterItem.of(Jid.of(BOB)).with(Subscription.BOTH)));
    rosters.store.write(
        BOB, RosterChange.put(1, RosterItem.of(Jid.of(ALICE)).with(Subscription.BOTH)));
  }

  @Test
  void aRosterSetIsAnsweredAfterItsRowsAreCommittedAndItsRecordCompletesThen() {
    // Given
    s.bind(PHONE, ALICE, "phone");
    rosters.slow = true;

    // When
    set();
    long before = results();
    boolean committedBefore = s.isAllCommitted();
    rosters.commit();
    s.run();

    // Then
    assertThat(before).isZero();
    assertThat(committedBefore).isFalse();
    assertThat(results()).isEqualTo(1);
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void whatWasNotCommittedIsDoneByTheNextOwner() {
    // Given
    s.bind(PHONE, ALICE, "phone");
    rosters.slow = true;
    set();

    // When
    rosters.forget();
    s.crash();
    s.run();

    // Then
    assertThat(results()).isEqualTo(1);
    assertThat(rosters.store.cached(Jid.of(ALICE)))
        .isEqualTo(Roster.of(List.of(RosterItem.of(Jid.of("carol@localhost"))), 1));
  }

  @Test
  void presenceAndItsEndReachAContactOnAnotherGatewayAcrossADeathOfTheOwners() {
    // Given
    friends();
    s.online(PHONE, ALICE, "phone");
    s.online(DESK, BOB, "desk");

    // When
    s.crash();
    s.closed(PHONE, "alice@localhost/phone");

    // Then
    List<String> desk = s.texts(DESK);
    assertThat(desk).anyMatch(text -> text.contains("from=\"alice@localhost/phone\""));
    assertThat(desk.getLast()).contains("alice@localhost/phone", "unavailable");
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void whileTheDatabaseIsAwayUsersChatAndAreAskedToComeBackForTheirRoster() {
    // Given
    rosters.away = true;

    // When
    s.online(PHONE, ALICE, "phone");
    s.chat(ALICE, "hi");
    set();

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("hi");
    assertThat(s.texts(PHONE).getLast()).contains("resource-constraint");

    // When
    rosters.away = false;
    s.pass(Duration.ofSeconds(11));
    set();

    // Then
    assertThat(results()).isEqualTo(1);
  }
}
