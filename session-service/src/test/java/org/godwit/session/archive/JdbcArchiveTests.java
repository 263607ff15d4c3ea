package org.godwit.session.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.ArchiveRow;
import org.godwit.session.account.ArchiveStore;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.Stanzas;
import org.godwit.session.offline.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcArchiveTests extends MessageArchiveContract {

  private static final ArchivePaging PAGE = ArchivePaging.first(10);

  private static ConfigurableApplicationContext context;

  @Configuration(proxyBeanMethods = false)
  @AutoConfigurationPackage
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class
  })
  @Import(ArchiveConfiguration.class)
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
            .properties("spring.config.name=session-service")
            .run(TestDatabase.arguments("message-archive"));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void clear() {
    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    jdbc.update("DELETE FROM archive_message");
    jdbc.update("DELETE FROM archive_preference");
  }

  @Override
  MessageArchive reader() {
    return context.getBean(JdbcArchive.class);
  }

  @Override
  ArchiveCollections collections() {
    return context.getBean(JdbcArchive.class);
  }

  @Override
  ArchiveStore store() {
    return context.getBean(JdbcArchive.class);
  }

  @Test
  void aPageEndsAtItsSizeInBytes() {
    // Given
    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    for (int i = 0; i < 5; i++) {
      store()
          .insert(
              new ArchiveRow(
                  "alice@localhost",
                  "0000000000000000000000" + i,
                  Jid.of("bob@localhost"),
                  i,
                  Stanzas.chat("bob@localhost/phone", "alice@localhost", "x".repeat(1000))
                      .bytes()));
    }
    reader().ends("alice@localhost").toCompletableFuture().join();

    // When
    ArchivePage page =
        new ArchiveReader(jdbc, 1500)
            .query("alice@localhost", ArchiveQuery.all(ArchivePaging.first(10)));

    // Then
    assertThat(page)
        .isInstanceOfSatisfying(
            ArchivePage.Found.class,
            found -> {
              assertThat(found.messages()).hasSize(2);
              assertThat(found.complete()).isFalse();
            });
  }

  @Test
  void theLongestAddressesFit() {
    // Given
    String account =
        "a".repeat(OfflineRow.ACCOUNT_CHARS_MAX - "@localhost".length()) + "@localhost";
    Jid peer = Jid.of("p".repeat(1000) + '@' + "localhost" + '/' + "r".repeat(1000));

    // When
    store()
        .insert(new ArchiveRow(account, "0", peer, 1, new byte[300_000]))
        .toCompletableFuture()
        .join();

    // Then
    ArchiveQuery query = new ArchiveQuery(peer, null, null, null, null, List.of(), PAGE);
    assertThat(reader().query(account, query).toCompletableFuture().join())
        .isInstanceOfSatisfying(
            ArchivePage.Found.class, found -> assertThat(found.count()).isEqualTo(1));
  }
}
