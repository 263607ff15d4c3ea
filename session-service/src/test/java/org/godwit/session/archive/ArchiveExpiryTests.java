package org.godwit.session.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.session.offline.TestDatabase;
import org.godwit.testkit.ManualClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

class ArchiveExpiryTests {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private static ConfigurableApplicationContext context;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  static class Database {}

  private final ManualClock clock = new ManualClock(NOW);
  private final List<Long> deleted = new ArrayList<>();

  @BeforeAll
  static void open() {
    context =
        new SpringApplicationBuilder(Database.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=session-service")
            .run(TestDatabase.arguments("archive-expiry"));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  @BeforeEach
  void clear() {
    jdbc().update("DELETE FROM archive_message");
    jdbc().update("UPDATE archive_expiry SET after_name = '', next_at_ms = 0");
  }

  private static void message(String account, String id, Duration age) {
    jdbc()
        .update(
            "INSERT INTO archive_message VALUES (?, ?, ?, 0, 'p@localhost', NULL, ?)",
            account,
            id,
            NOW.minus(age).toEpochMilli(),
            new byte[] {1});
  }

  private static List<String> left() {
    return jdbc().queryForList("SELECT id FROM archive_message ORDER BY account, id", String.class);
  }

  private ArchiveExpiry expiry(int messages, int accounts) {
    return new ArchiveExpiry(
        jdbc(),
        new RetentionProperties(
            Duration.ofDays(30),
            Map.of("short.example", Duration.ofDays(1), "ever.example", Duration.ZERO),
            messages,
            accounts,
            Duration.ofSeconds(5),
            Duration.ofHours(1)),
        clock,
        deleted::add);
  }

  @Test
  void eachHostKeepsMessagesForItsTime() {
    // Given
    message("a@localhost", "old", Duration.ofDays(31));
    message("a@localhost", "young", Duration.ofDays(29));
    message("b@short.example", "two-days", Duration.ofDays(2));
    message("c@ever.example", "ancient", Duration.ofDays(4000));

    // When
    int removed = expiry(100, 100).step();

    // Then
    assertThat(removed).isEqualTo(2);
    assertThat(deleted).containsExactly(2L);
    assertThat(left()).containsExactly("young", "ancient");
  }

  @Test
  void aStepDeletesNoMoreThanItMayAndTheNextGoesOnThere() {
    // Given
    for (int i = 0; i < 5; i++) {
      message("a@localhost", "a" + i, Duration.ofDays(40));
      message("b@localhost", "b" + i, Duration.ofDays(40));
    }
    ArchiveExpiry expiry = expiry(3, 1);
    List<Integer> steps = new ArrayList<>();

    // When
    for (int i = 0; i < 8 && !left().isEmpty(); i++) {
      steps.add(expiry.step());
      clock.advance(Duration.ofSeconds(5));
    }

    // Then
    assertThat(steps).allMatch(each -> each >= 0 && each <= 3);
    assertThat(left()).isEmpty();
    assertThat(deleted.stream().mapToLong(Long::longValue).sum()).isEqualTo(10);
  }

  @Test
  void instancesTakeTurns() {
    // Given
    message("a@localhost", "a", Duration.ofDays(40));
    message("b@localhost", "b", Duration.ofDays(40));
    ArchiveExpiry one = expiry(1, 1);
    ArchiveExpiry other = expiry(1, 1);

    // When
    int first = one.step();
    int second = other.step();
    clock.advance(Duration.ofSeconds(5));
    int third = other.step();

    // Then
    assertThat(List.of(first, second, third)).containsExactly(1, -1, 1);
  }

  @Test
  void afterAWalkThereIsAPause() {
    // Given
    ArchiveExpiry expiry = expiry(10, 10);

    // When
    int whole = expiry.step();
    clock.advance(Duration.ofMinutes(59));
    int early = expiry.step();
    clock.advance(Duration.ofMinutes(1));
    int next = expiry.step();

    // Then
    assertThat(List.of(whole, early, next)).containsExactly(0, -1, 0);
  }

  @Test
  void aTimeThatIsTooShortIsRefused() {
    assertThatThrownBy(() ->
            new RetentionProperties(
                Duration.ofMinutes(59), Map.of(), 1, 1, Duration.ofSeconds(5), Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("xmpp.session.archive.retention.kept");
  }
}
