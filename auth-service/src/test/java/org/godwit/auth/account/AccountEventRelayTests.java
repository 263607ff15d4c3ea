package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.flywaydb.core.Flyway;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.testkit.InMemoryBus;
import org.godwit.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What other services are told of accounts that are disabled and removed. */
class AccountEventRelayTests {

  private static final Jid ALICE = Jid.of("alice@example.com");
  private static final Duration REST = Duration.ofMinutes(1);
  private static int count;

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(
          "jdbc:h2:mem:events"
              + ++count
              + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
              + ";DB_CLOSE_DELAY=-1");
  private final InMemoryBus bus = new InMemoryBus();
  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000_000));
  private final JdbcAccountEvents events = new JdbcAccountEvents(new JdbcTemplate(database), clock);
  private final InMemoryAccountStore accounts = new InMemoryAccountStore();
  private final AccountEventRelay relay =
      new AccountEventRelay(
          events,
          accounts,
          bus,
          clock,
          new AccountProperties(0, Duration.ofSeconds(10), REST, REST));

  @BeforeEach
  void migrate() {
    Flyway.configure().dataSource(database).locations("classpath:db/auth-service").load().migrate();
  }

  /** The relay waits for the bus, whose steps are the test's. */
  private void tell() {
    told(CompletableFuture.runAsync(relay::run));
  }

  private <T> T told(CompletableFuture<T> telling) {
    while (!telling.isDone()) {
      bus.runUntilIdle();
      Thread.onSpinWait();
    }
    return telling.join();
  }

  private Duration rest() {
    return told(CompletableFuture.supplyAsync(relay::runGuarded));
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    for (String topic : List.of(Topics.SESSION, Topics.MUC)) {
      for (InboundRecord record : bus.records(topic)) {
        told.add(topic + ' ' + record.key() + ' ' + elementIn(record));
      }
    }
    return told;
  }

  private static String elementIn(InboundRecord record) {
    if (!(record.message() instanceof Incoming incoming)) {
      throw new AssertionError("not a stanza: " + record.message());
    }
    String stanza = new String(incoming.stanza(), StandardCharsets.UTF_8);
    if (stanza.contains("<contact xmlns=\"urn:godwit:roster\"")) {
      return "contact " + stanza.replaceFirst(".*jid=\"", "").replaceFirst("@.*", "");
    }
    if (stanza.contains("<end-session")) {
      String resource = stanza.replaceFirst(".*<end-session[^>]*resource=\"([^\"]*)\".*", "$1");
      return resource.equals(stanza) ? "end-session" : "end-session of " + resource;
    }
    return "account-removed";
  }

  @Test
  void looksAgainSoonOnlyWhileSomethingIsLeftToTell() {
    // Given
    Duration atRest = rest();
    events.note(ALICE, AccountEventKind.DISABLED);

    // When
    Duration busy = rest();
    clock.advance(Duration.ofSeconds(13));

    // Then: the streams are ended once more after a while.
    assertThat(atRest).isEqualTo(REST);
    assertThat(busy).isLessThan(REST);
    assertThat(rest()).isEqualTo(REST);
    assertThat(told()).hasSize(2);
  }

  @Test
  void sessionsAreEndedOnceOnly() {
    // Given
    events.note(ALICE, AccountEventKind.SESSIONS_ENDED);

    // When
    tell();
    clock.advance(Duration.ofMinutes(1));
    tell();

    // Then
    assertThat(told()).containsExactly("session alice@example.com end-session");
  }

  @Test
  void oneSessionIsEnded() {
    // Given
    events.noteSessionEnded(Jid.of("alice@example.com/phone"));

    // When
    tell();

    // Then
    assertThat(told()).containsExactly("session alice@example.com end-session of phone");
  }

  @Test
  void contactsOfAnInvitationAreToldOnceEach() {
    // Given
    Jid bob = Jid.of("bob@example.com");
    events.noteContact(ALICE, bob);
    events.noteContact(bob, ALICE);

    // When
    tell();
    clock.advance(Duration.ofMinutes(1));
    tell();

    // Then
    assertThat(told())
        .containsExactlyInAnyOrder(
            "session alice@example.com contact bob", "session bob@example.com contact alice");
  }

  @Test
  void removedAccountIsToldToItsOwnerAndToRooms() {
    // Given
    events.note(ALICE, AccountEventKind.REMOVED);
    boolean before = events.isRemovalUnderWay(ALICE);

    // When
    tell();

    // Then
    assertThat(told())
        .containsExactly(
            "session alice@example.com account-removed", "muc muc.example.com account-removed");
    assertThat(before).isTrue();
    assertThat(events.isRemovalUnderWay(ALICE)).isFalse();
  }

  @Test
  void streamsAreEndedAgainWhenNoInstanceLetsTheAccountIn() {
    // Given
    events.note(ALICE, AccountEventKind.DISABLED);
    tell();
    tell();
    assertThat(told()).containsExactly("session alice@example.com end-session");

    // When
    clock.advance(Duration.ofSeconds(13));
    tell();
    tell();

    // Then
    assertThat(told())
        .containsExactly(
            "session alice@example.com end-session", "session alice@example.com end-session");
  }

  @Test
  void accountThatIsEnabledAgainIsLeftAlone() {
    // Given
    events.note(ALICE, AccountEventKind.DISABLED);
    tell();
    accounts.create(new Account(ALICE, true, clock.instant(), Map.of()));

    // When
    clock.advance(Duration.ofSeconds(13));
    tell();

    // Then
    assertThat(told()).hasSize(1);
    assertThat(events.due(clock.millis(), 10)).isEmpty();
  }

  @Test
  void whatTheBusDidNotTakeIsToldLater() {
    // Given
    bus.refuse(topic -> topic.equals(Topics.SESSION));
    events.note(ALICE, AccountEventKind.REMOVED);
    assertThatThrownBy(this::tell).isInstanceOf(CompletionException.class);
    boolean underWay = events.isRemovalUnderWay(ALICE);

    // When
    bus.refuse(topic -> false);
    tell();

    // Then
    assertThat(underWay).isTrue();
    assertThat(told()).contains("session alice@example.com account-removed");
    assertThat(events.isRemovalUnderWay(ALICE)).isFalse();
  }
}
