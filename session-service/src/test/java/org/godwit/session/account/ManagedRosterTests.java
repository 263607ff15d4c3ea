package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.BOB;
import static org.godwit.session.account.AccountScenario.stream;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.AbsenceReader;
import org.godwit.session.roster.FakeRosterStore;
import org.godwit.session.roster.ManagedContact;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterChange;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.roster.Subscription;
import org.godwit.testkit.InMemoryBusSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a business system puts into rosters (docs/contacts.md). */
class ManagedRosterTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw2", "k1-desk");

  private final Rosters rosters = new Rosters();
  private final AccountScenario s =
      new AccountScenario(
          new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100).with(ContactSettings.DEFAULT),
          List.of(),
          InMemoryBusSettings.DEFAULT,
          new ContactStore(rosters, new NoLists(), AbsenceReader.NONE));

  /** A database that may be away. */
  private static final class Rosters implements RosterStore {
    private final FakeRosterStore store = new FakeRosterStore();
    private boolean away;

    @Override
    public CompletionStage<Roster> load(String account) {
      return away
          ? CompletableFuture.failedFuture(new IllegalStateException("away"))
          : store.load(account);
    }

    @Override
    public CompletionStage<@Nullable Void> write(String account, RosterChange change) {
      return store.write(account, change);
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

  private void manage(String account, ManagedContact contact) {
    s.publish(account, contact.to(Jid.of(account), "m"));
    s.run();
  }

  private static ManagedContact wanted(String contact, Subscription subscription) {
    return new ManagedContact(Jid.of(contact), "Name", List.of("Team"), subscription);
  }

  private void asked(StreamRef stream, String jid) {
    s.sent(stream, Stanzas.iq(StanzaType.GET, jid, null, "<query xmlns=\"jabber:iq:roster\"/>"));
  }

  private @Nullable RosterItem item(String account, String contact) {
    Roster roster = rosters.store.cached(Jid.of(account));
    return roster == null ? null : roster.item(Jid.of(contact));
  }

  // RFC 6121, section 2.1.6.
  @Test
  void aContactIsPushedToClientsThatHaveAskedForTheRoster() {
    // Given
    s.bind(PHONE, ALICE, "phone");
    asked(PHONE, "alice@localhost/phone");

    // When
    manage(ALICE, wanted(BOB, Subscription.BOTH));

    // Then
    assertThat(s.texts(PHONE).getLast())
        .contains(
            "type=\"set\"",
            "<item jid=\"bob@localhost\" name=\"Name\" subscription=\"both\"><group>Team</group>");
    assertThat(item(ALICE, BOB))
        .isEqualTo(
            RosterItem.of(Jid.of(BOB)).withLabels("Name", List.of("Team")).with(Subscription.BOTH));
    assertThat(s.isAllCommitted()).isTrue();
  }

  // RFC 6121, section 4.2.2: as if they had been subscribed when they came.
  @Test
  void whoBecomeContactsSeeEachOtherAtOnce() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.online(DESK, BOB, "desk");

    // When
    manage(ALICE, wanted(BOB, Subscription.BOTH));
    manage(BOB, wanted(ALICE, Subscription.BOTH));

    // Then
    assertThat(s.texts(DESK)).anyMatch(text -> text.contains("from=\"alice@localhost/phone\""));
    assertThat(s.texts(PHONE)).anyMatch(text -> text.contains("from=\"bob@localhost/desk\""));
    for (RosterItem item : List.of(listed(ALICE, BOB), listed(BOB, ALICE))) {
      assertThat(item.subscription()).isEqualTo(Subscription.BOTH);
    }
  }

  private RosterItem listed(String account, String contact) {
    return Objects.requireNonNull(item(account, contact));
  }

  @Test
  void aContactThatIsRemovedSeesTheAccountGoAndClientsArePushedTo() {
    // Given
    s.online(PHONE, ALICE, "phone");
    asked(PHONE, "alice@localhost/phone");
    s.online(DESK, BOB, "desk");
    manage(ALICE, wanted(BOB, Subscription.BOTH));

    // When
    manage(ALICE, ManagedContact.removal(Jid.of(BOB)));

    // Then
    assertThat(s.texts(PHONE)).anyMatch(text -> text.contains("subscription=\"remove\""));
    assertThat(s.texts(DESK).getLast()).contains("alice@localhost/phone", "unavailable");
    assertThat(item(ALICE, BOB)).isNull();
  }

  @Test
  void theSameAgainIsNotPushed() {
    // Given
    s.bind(PHONE, ALICE, "phone");
    asked(PHONE, "alice@localhost/phone");
    manage(ALICE, wanted(BOB, Subscription.TO));
    int before = s.texts(PHONE).size();

    // When
    manage(ALICE, wanted(BOB, Subscription.TO));

    // Then
    assertThat(s.texts(PHONE)).hasSize(before);
  }

  // Who has asked was told that it will be done.
  @Test
  void whileTheDatabaseIsAwayAChangeWaitsForIt() {
    // Given
    rosters.away = true;
    manage(ALICE, wanted(BOB, Subscription.BOTH));
    boolean done = s.isAllCommitted();

    // When
    s.pass(Duration.ofSeconds(11));
    boolean doneLater = s.isAllCommitted();
    rosters.away = false;
    s.pass(Duration.ofSeconds(11));

    // Then
    assertThat(done).isFalse();
    assertThat(doneLater).isFalse();
    assertThat(item(ALICE, BOB)).isNotNull();
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void aNewOwnerDoesWhatTheOldOneCouldNot() {
    // Given
    rosters.away = true;
    manage(ALICE, wanted(BOB, Subscription.BOTH));

    // When
    rosters.away = false;
    s.crash();
    s.run();

    // Then
    assertThat(item(ALICE, BOB)).isNotNull();
  }

  // A client's address has a localpart, so nobody else can say it.
  @Test
  void aClientThatSendsTheSameChangesNothing() {
    // Given
    s.bind(PHONE, ALICE, "phone");

    // When
    s.sent(
        PHONE,
        Stanzas.iq(
            StanzaType.SET,
            "alice@localhost/phone",
            null,
            "<contact xmlns=\"urn:godwit:roster\" jid=\"bob@localhost\" subscription=\"both\"/>"));

    // Then
    assertThat(s.texts(PHONE).getLast()).contains("service-unavailable");
    assertThat(item(ALICE, BOB)).isNull();
  }
}
