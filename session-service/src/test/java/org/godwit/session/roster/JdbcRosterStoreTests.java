package org.godwit.session.roster;

import org.godwit.session.offline.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcRosterStoreTests extends RosterStoreContract {

  private static ConfigurableApplicationContext context;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  @Import(RosterConfiguration.class)
  static class Database {}

  @BeforeAll
  static void open() {
    context =
        new SpringApplicationBuilder(Database.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=session-service")
            .run(TestDatabase.arguments("roster-store"));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void clear() {
    context.getBean(JdbcTemplate.class).update("DELETE FROM roster_item");
    context.getBean(JdbcTemplate.class).update("DELETE FROM roster");
    get(store().deleteAll("alice@localhost"));
  }

  @Override
  RosterStore store() {
    return context.getBean(JdbcRosterStore.class);
  }

  @Override
  RosterReader reader() {
    return context.getBean(JdbcRosterStore.class);
  }
}
