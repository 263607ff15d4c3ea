package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on a database beside the service's own, opened as the service opens it. */
class SecondDatabaseStoreTests implements AccountStoreContract {

  private static final AccountDatabase DATABASE =
      database(
          "jdbc:h2:mem:second;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
              + ";DB_CLOSE_DELAY=-1",
          Duration.ofSeconds(30));

  private static AccountDatabase database(String url, Duration timeout) {
    // More calls at once than the contract makes, and time for the tables to be made.
    RepositoryProperties limits =
        new RepositoryProperties(
            "own",
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            100,
            timeout,
            1,
            Duration.ofMillis(1),
            50,
            20,
            Duration.ofSeconds(1));
    return new AccountDatabase(
        "second",
        new DatabaseSettings(url, "sa", null, 8, Map.of()),
        new RepositoryGuard("second", limits, new SimpleMeterRegistry()),
        new AccountDatabase.Telling(
            null,
            InstantSource.system(),
            new AccountProperties(
                0, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30))));
  }

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @BeforeEach
  void empty() {
    DATABASE.call(statements -> statements.jdbc().update("DELETE FROM auth_account"));
  }

  @Override
  public AccountStore store() {
    return DATABASE.store();
  }

  @Test
  void databaseThatIsNotThereIsAway() {
    // Given: H2 refuses to make a file database that has to exist.
    try (AccountDatabase absent =
        database("jdbc:h2:./target/absent;IFEXISTS=TRUE", Duration.ofMillis(500))) {

      // When // Then
      assertThatThrownBy(() -> absent.store().find(Jid.of("alice@localhost")))
          .isInstanceOf(RepositoryAwayException.class);
    }
  }

  @Test
  void databaseThatComesLaterIsOpenedThen() {
    // Given
    String url =
        "jdbc:h2:mem:later;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    try (AccountDatabase later = database(url + ";IFEXISTS=TRUE", Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> later.store().find(Jid.of("alice@localhost")))
          .isInstanceOf(RepositoryAwayException.class);

      // When
      try (AccountDatabase made = database(url, Duration.ofSeconds(30))) {
        assertThat(made.store().find(Jid.of("alice@localhost"))).isNull();

        // Then
        assertThat(later.store().find(Jid.of("alice@localhost"))).isNull();
      }
    }
  }
}
