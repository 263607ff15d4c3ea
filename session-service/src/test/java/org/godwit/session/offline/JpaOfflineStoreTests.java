package org.godwit.session.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.OfflineStore;
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

class JpaOfflineStoreTests extends OfflineStoreContract {

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
  @Import(OfflineConfiguration.class)
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
            .run(TestDatabase.arguments("offline-store"));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void clear() {
    context.getBean(JdbcTemplate.class).update("DELETE FROM offline_message");
  }

  @Override
  protected OfflineStore store() {
    return context.getBean(JpaOfflineStore.class);
  }

  @Test
  void aRowThatCanNeverBeStoredFailsAloneAndTheOthersOfItsBatchAreStored() {
    // Given
    String tooLong = "a".repeat(OfflineRow.ACCOUNT_CHARS_MAX + 1) + "@localhost";

    // When
    CompletableFuture<Void> before = future(store().insert(row(ALICE, 1, 0, "a")));
    CompletableFuture<Void> bad = future(store().insert(row(tooLong, 2, 0, "b")));
    CompletableFuture<Void> after = future(store().insert(row(ALICE, 3, 0, "c")));

    // Then
    assertThatThrownBy(bad::join).hasRootCauseInstanceOf(java.sql.SQLException.class);
    before.join();
    after.join();
    assertThat(future(store().count(ALICE)).join()).isEqualTo(2);
  }

  @Test
  void theLongestAccountAndALargeStanzaFit() {
    // Given
    String account =
        "a".repeat(OfflineRow.ACCOUNT_CHARS_MAX - "@localhost".length()) + "@localhost";

    // When
    future(store().insert(row(account, 1, 0, "x".repeat(300_000)))).join();

    // Then
    assertThat(future(store().load(account, null, 1)).join().getFirst().stanza())
        .hasSizeGreaterThan(300_000);
  }

  private static <T> CompletableFuture<T> future(java.util.concurrent.CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS);
  }
}
