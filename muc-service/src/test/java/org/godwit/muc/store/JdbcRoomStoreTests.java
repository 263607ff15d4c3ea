package org.godwit.muc.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.godwit.muc.room.RoomStore;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The store on H2 in memory, or on the database that the system property {@code
 * godwit.test.jdbc-url} names, with {@code godwit.test.jdbc-user} and {@code
 * godwit.test.jdbc-password}.
 */
class JdbcRoomStoreTests extends RoomStoreContract {

  private static ConfigurableApplicationContext context;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  @Import(StoreConfiguration.class)
  static class Database {
    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @BeforeAll
  static void open() {
    context =
        new SpringApplicationBuilder(Database.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=muc-service")
            .run(arguments());
  }

  private static String[] arguments() {
    List<String> arguments = new ArrayList<>();
    String url = System.getProperty("godwit.test.jdbc-url");
    if (url == null) {
      arguments.add(
          "--spring.datasource.url=jdbc:h2:mem:rooms;MODE=MySQL;DATABASE_TO_LOWER=TRUE"
              + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1");
    } else {
      arguments.add("--spring.datasource.url=" + url);
      arguments.add(
          "--spring.datasource.username=" + System.getProperty("godwit.test.jdbc-user", "root"));
      arguments.add(
          "--spring.datasource.password=" + System.getProperty("godwit.test.jdbc-password", ""));
    }
    return arguments.toArray(String[]::new);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void clear() {
    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    for (String table : List.of("muc_room", "muc_affiliation", "muc_archive", "muc_vcard")) {
      jdbc.update("DELETE FROM " + table);
    }
  }

  @Test
  void messagesWhoseTimeIsOverAreDeletedInSteps() {
    // Given
    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    long nowMs = 10_000_000;
    int old = RoomExpiry.MESSAGES_PER_STEP + 1;
    for (int i = 0; i <= old; i++) {
      jdbc.update(
          "INSERT INTO muc_archive (room_key, record_offset, received_at_ms, sender, sender_bare,"
              + " nick, discussion, stanza) VALUES (?, ?, ?, 'a@b/c', 'a@b', 'n', 1, ?)",
          new byte[] {1},
          i,
          i < old ? i : nowMs,
          new byte[] {1});
    }
    List<Long> counted = new ArrayList<>();
    try (RoomExpiry expiry =
        new RoomExpiry(
            jdbc, Duration.ofHours(1), () -> Instant.ofEpochMilli(nowMs), counted::add)) {
      // Then
      assertThat(expiry.step()).isEqualTo(RoomExpiry.MESSAGES_PER_STEP);
      assertThat(expiry.step()).isEqualTo(1);
      assertThat(expiry.step()).isZero();
    }
    assertThat(counted).containsExactly((long) RoomExpiry.MESSAGES_PER_STEP, 1L, 0L);
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM muc_archive", Integer.class)).isOne();
  }

  @Override
  protected RoomStore store() {
    return context.getBean(JdbcRoomStore.class);
  }
}
