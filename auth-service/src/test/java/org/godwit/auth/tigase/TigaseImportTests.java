package org.godwit.auth.tigase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.godwit.auth.AuthServiceApplication;
import org.godwit.auth.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** From a table as Tigase 5 has it to accounts here. */
class TigaseImportTests {

  private static final String OPTIONS =
      ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";
  private static int count;

  private final String name = "import" + ++count;
  private final String url = "jdbc:h2:mem:tigase" + count + OPTIONS;
  private final JdbcTemplate theirs = new JdbcTemplate(new DriverManagerDataSource(url));
  private final JdbcTemplate ours =
      new JdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:" + name + OPTIONS, "sa", ""));

  @BeforeEach
  void makeTable() {
    theirs.execute(
        "CREATE TABLE tig_users (uid BIGINT AUTO_INCREMENT PRIMARY KEY, user_id VARCHAR(2049),"
            + " user_pw VARCHAR(255), acc_create_time TIMESTAMP, account_status INT)");
  }

  private void add(String userId, String password, int status) {
    theirs.update(
        "INSERT INTO tig_users (user_id, user_pw, acc_create_time, account_status)"
            + " VALUES (?, ?, ?, ?)",
        userId,
        password,
        new Timestamp(1_000_000_000_000L),
        status);
  }

  private String run() {
    List<String> arguments = new ArrayList<>(TestDatabase.arguments(name));
    arguments.add("--spring.datasource.username=sa");
    arguments.add("--spring.datasource.password=");
    arguments.add("--xmpp.domains=localhost");
    arguments.add("--xmpp.auth.password.iterations=4096");
    arguments.add("--xmpp.auth.import.url=" + url);
    arguments.add("--xmpp.auth.import.batch=2");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TigaseImportCommand.run(
        AuthServiceApplication.builder(),
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rowsBecomeAccountsAndASecondRunGoesOnBehindThem() {
    // Given
    add("alice@localhost", "secret", 1);
    add("bob@localhost", "", 0);
    add("carol@elsewhere.example", "secret", 1);
    add("localhost", "secret", 1);

    // When
    String first = run();
    add("dora@localhost", "secret", 1);
    String second = run();

    // Then
    assertThat(first).endsWith("Done: read 4, imported 2, existed 0, refused 2, up to uid 4\n");
    assertThat(second).endsWith("Done: read 5, imported 3, existed 0, refused 2, up to uid 5\n");
    assertThat(
            ours.queryForList(
                "SELECT username FROM auth_account WHERE enabled ORDER BY username", String.class))
        .containsExactly("alice", "dora");
    assertThat(ours.queryForList("SELECT username FROM auth_account", String.class))
        .contains("bob");
    assertThat(
            ours.queryForObject(
                "SELECT created_ms FROM auth_account WHERE username = 'alice'", Long.class))
        .isEqualTo(1_000_000_000_000L);
    assertThat(
            ours.queryForObject(
                "SELECT COUNT(*) FROM auth_credential c JOIN auth_account a ON a.id = c.account_id"
                    + " WHERE a.username = 'alice'",
                Long.class))
        .isEqualTo(3);
    assertThat(
            ours.queryForObject(
                "SELECT COUNT(*) FROM auth_credential c JOIN auth_account a ON a.id = c.account_id"
                    + " WHERE a.username = 'bob'",
                Long.class))
        .isZero();
  }

  @Test
  void runThatWasCutShortCountsWhatItHadMade() {
    // Given: the process died after the first batch was written, before its position was.
    add("alice@localhost", "secret", 1);
    add("bob@localhost", "secret", 1);
    add("carol@localhost", "secret", 1);
    run();
    ours.update("DELETE FROM import_progress");

    // When
    String again = run();

    // Then
    assertThat(again)
        .startsWith("read 2, imported 0, existed 2, refused 0, up to uid 2\n")
        .endsWith("Done: read 3, imported 0, existed 3, refused 0, up to uid 3\n");
  }
}
