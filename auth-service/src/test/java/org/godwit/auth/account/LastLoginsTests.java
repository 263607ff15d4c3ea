package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.godwit.auth.TestTime;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Times of logins reach the database in batches, and only forwards. */
class LastLoginsTests {

  private static final Jid ALICE = Jid.of("alice@localhost");

  private static int count;

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(
          "jdbc:h2:mem:lastlogins"
              + ++count
              + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
              + ";DB_CLOSE_DELAY=-1");
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final TestTime time = new TestTime();
  private final LastLogins logins =
      new LastLogins(
          jdbc,
          AccountRepositories.only(new InMemoryAccountStore()),
          time,
          Duration.ofHours(1),
          new SimpleMeterRegistry());

  private void migrate() {
    Flyway.configure().dataSource(database).locations("classpath:db/auth-service").load().migrate();
    for (String name : List.of("alice", "bob")) {
      jdbc.update(
          "INSERT INTO auth_account (domain, username, enabled, created_ms, version)"
              + " VALUES ('localhost', ?, TRUE, 0, 0)",
          name);
    }
  }

  private List<Long> written() {
    return jdbc.queryForList(
        "SELECT COALESCE(last_login_ms, 0) FROM auth_account ORDER BY username", Long.class);
  }

  @Test
  void nothingIsWrittenUntilABatchIsDue() {
    // Given
    migrate();

    // When
    logins.onLogin(ALICE);
    time.advance(Duration.ofSeconds(5));
    logins.onLogin(ALICE);
    logins.onLogin(Jid.of("nobody@localhost"));

    // Then
    assertThat(written()).containsExactly(0L, 0L);
    logins.flush();
    assertThat(written()).containsExactly(time.millis(), 0L);
  }

  @Test
  void laterLoginAtAnotherInstanceStands() {
    // Given
    migrate();
    logins.onLogin(ALICE);
    jdbc.update("UPDATE auth_account SET last_login_ms = ?", time.millis() + 1);

    // When
    logins.flush();

    // Then
    assertThat(written()).containsExactly(time.millis() + 1, time.millis() + 1);
  }

  @Test
  void whatCannotBeWrittenWaits() {
    // Given: no tables yet.
    logins.onLogin(ALICE);
    assertThatThrownBy(logins::flush).isInstanceOf(DataAccessException.class);

    // When
    migrate();
    logins.flush();

    // Then
    assertThat(written()).containsExactly(time.millis(), 0L);
  }

  @Test
  void stopWritesTheRest() {
    // Given
    migrate();
    logins.start();
    logins.onLogin(ALICE);

    // When
    logins.stop();

    // Then
    assertThat(written()).containsExactly(time.millis(), 0L);
    assertThat(logins.isRunning()).isFalse();
  }
}
