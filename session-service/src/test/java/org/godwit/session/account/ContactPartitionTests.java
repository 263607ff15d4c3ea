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
import org.godwit.session.roster.Absence;
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
          new ContactStore(
              rosters,
              new NoLists(),
              (account, contact) ->
                  rosters.away
                      ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                      : CompletableFuture.completedFuture(absence(account, contact))));

  private long goneAtMs;

  private Absence absence(String account, Jid contact) {
    Roster roster = rosters.store.cached(Jid.of(account));
    return roster != null && roster.maySeePresence(contact)
        ? new Absence(true, goneAtMs)
        : Absence.STRANGER;
  }

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

  // RFC 6121, section 4.3.2: with the time as in XEP-0203.
  @Test
  void anAbsentContactIsUnavailableSinceItWent() {
    // Given
    friends();
    goneAtMs = 1_767_225_600_000L;

    // When
    s.online(PHONE, ALICE, "phone");

    // Then
    assertThat(s.texts(PHONE).getLast())
        .contains(
            "from=\"" + BOB + "\"",
            "to=\"alice@localhost/phone\"",
            "type=\"unavailable\"",
            "<delay xmlns=\"urn:xmpp:delay\" from=\"localhost\" stamp=\"2026-01-01T00:00:00Z\"/>");
    assertThat(s.isAllCommitted()).isTrue();
  }

  // RFC 6121, section 4.3.2, first rule.
  @Test
  void anAbsentAccountTellsWhoIsNotSubscribedThatItIsNot() {
    // Given
    rosters.store.write(
        ALICE, RosterChange.put(1, RosterItem.of(Jid.of(BOB)).with(Subscription.TO)));
    s.bind(PHONE, ALICE, "phone");
    set();

    // When
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", ""));

    // Then
    Roster roster = rosters.store.cached(Jid.of(ALICE));
    assertThat(roster == null ? null : roster.item(Jid.of(BOB)))
        .isEqualTo(RosterItem.of(Jid.of(BOB)).with(Subscription.NONE));
  }

  // What cannot be read ends no subscription, be the account here or not.
  @Test
  void aProbeIsNotAnsweredWhileTheDatabaseIsAway() {
    // Given
    friends();
    s.bind(PHONE, ALICE, "phone");
    set();
    rosters.away = true;

    // When
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", ""));
    s.bind(DESK, BOB, "desk");
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", "<show>away</show>"));

    // Then
    assertThat(s.texts(PHONE)).noneMatch(text -> text.contains("unsubscribed"));
    assertThat(s.isAllCommitted()).isTrue();
  }

  // RFC 6121, section 4.2.2: late, but without another word of the client.
  @Test
  void whoCameWhileTheDatabaseWasAwayIsSeenWhenItIsBack() {
    // Given
    friends();
    s.online(DESK, BOB, "desk");
    rosters.away = true;
    s.online(PHONE, ALICE, "phone");
    long before =
        s.texts(DESK).stream().filter(text -> text.contains("alice@localhost/phone")).count();

    // When
    s.pass(Duration.ofSeconds(11));
    long still =
        s.texts(DESK).stream().filter(text -> text.contains("alice@localhost/phone")).count();
    rosters.away = false;
    s.pass(Duration.ofSeconds(11));

    // Then
    assertThat(before).isZero();
    assertThat(still).isZero();
    assertThat(s.texts(DESK))
        .filteredOn(text -> text.contains("from=\"alice@localhost/phone\""))
        .hasSize(1);
    assertThat(s.texts(PHONE)).anyMatch(text -> text.contains("from=\"bob@localhost/desk\""));
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
