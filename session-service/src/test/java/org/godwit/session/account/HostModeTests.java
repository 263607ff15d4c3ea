package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.BOB;
import static org.godwit.session.account.AccountScenario.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.AbsenceReader;
import org.godwit.session.roster.FakeRosterStore;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterChange;
import org.godwit.session.roster.RosterStore;
import org.godwit.testkit.InMemoryBusSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hosts on which rosters, presence or privacy lists are off: an installation that only chats. */
class HostModeTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw2", "k1-desk");

  private final CountedRosters rosters = new CountedRosters();

  /** Counts what is read. */
  private static final class CountedRosters implements RosterStore {
    private final FakeRosterStore store = new FakeRosterStore();
    private int reads;

    @Override
    public CompletionStage<Roster> load(String account) {
      reads++;
      return store.load(account);
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

  private AccountScenario scenario(boolean atBind, String... off) {
    return new AccountScenario(
        new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100)
            .with(ContactSettings.DEFAULT.with(new ModuleSwitches(Set.of(off), Map.of()), atBind)),
        List.of(),
        InMemoryBusSettings.DEFAULT,
        new ContactStore(rosters, new NoLists(), AbsenceReader.NONE));
  }

  @Test
  void withoutPresenceEachBoundResourceGetsMessagesToTheBareJid() {
    // Given
    AccountScenario s = scenario(false, "presence", "jabber:iq:roster");
    s.bind(PHONE, ALICE, "phone");
    s.bind(DESK, ALICE, "desk");

    // When
    s.chat(ALICE, "hi");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("hi");
    assertThat(s.bodies(DESK)).containsExactly("hi");
  }

  @Test
  void withoutPresenceNobodyHearsOfItAndANegativePriorityShutsNothingOut() {
    // Given
    AccountScenario s = scenario(false, "presence", "jabber:iq:roster");
    s.bind(PHONE, ALICE, "phone");
    s.bind(DESK, ALICE, "desk");

    // When
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", "<priority>-1</priority>"));
    s.chat(ALICE, "hi");

    // Then
    assertThat(s.texts(DESK)).noneMatch(text -> text.contains("<presence"));
    assertThat(s.bodies(PHONE)).containsExactly("hi");
  }

  @Test
  void withoutPresenceStoredMessagesComeWithTheFirstPresence() {
    // Given
    AccountScenario s = scenario(false, "presence", "jabber:iq:roster");
    s.chat(ALICE, "old");
    s.bind(PHONE, ALICE, "phone");
    List<String> atBind = s.bodies(PHONE);

    // When
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", ""));

    // Then
    assertThat(atBind).isEmpty();
    assertThat(s.bodies(PHONE)).containsExactly("old");
  }

  @Test
  void storedMessagesComeAtBindWhereThatIsSet() {
    // Given
    AccountScenario s = scenario(true, "presence", "jabber:iq:roster");
    s.chat(ALICE, "old");

    // When
    s.bind(PHONE, ALICE, "phone");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("old");
  }

  @Test
  void withoutRostersNoneIsReadAndARequestIsRefused() {
    // Given
    AccountScenario s = scenario(false, "jabber:iq:roster");
    s.online(PHONE, ALICE, "phone");

    // When
    s.sent(
        PHONE,
        Stanzas.iq(
            StanzaType.GET, "alice@localhost/phone", null, "<query xmlns=\"jabber:iq:roster\"/>"));

    // Then
    assertThat(s.texts(PHONE).getLast()).contains("service-unavailable");
    assertThat(rosters.reads).isZero();
  }

  // RFC 6121, section 3.1.2.
  @Test
  void withoutRostersNobodySubscribes() {
    // Given
    AccountScenario s = scenario(false, "jabber:iq:roster");
    s.online(PHONE, ALICE, "phone");
    s.online(DESK, BOB, "desk");

    // When
    s.sent(
        PHONE, Stanzas.of(StanzaType.SUBSCRIBE, "alice@localhost/phone", "bob@localhost", "", 0));

    // Then
    assertThat(s.texts(PHONE).getLast()).contains("service-unavailable");
    assertThat(s.texts(DESK)).noneMatch(text -> text.contains("subscribe"));
  }

  @Test
  void aSwitchTurnsPrivacyListsAndBlockingOff() {
    // Given
    AccountScenario s = scenario(false, "jabber:iq:privacy", "urn:xmpp:blocking");
    s.online(PHONE, ALICE, "phone");

    for (String query :
        List.of(
            "<query xmlns=\"jabber:iq:privacy\"/>", "<blocklist xmlns=\"urn:xmpp:blocking\"/>")) {
      // When
      s.sent(PHONE, Stanzas.iq(StanzaType.GET, "alice@localhost/phone", null, query));

      // Then
      assertThat(s.texts(PHONE).getLast()).contains("service-unavailable");
    }
  }
}
