package org.godwit.session.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.offline.TestDatabase;
import org.godwit.session.userdata.BlockingCalls;
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
  static class Database {
    @Bean(destroyMethod = "close")
    BlockingCalls calls() {
      return new BlockingCalls(2);
    }
  }

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

  // RFC 6121, section 4.3.2.
  @Test
  void anAbsentAccountTellsSubscribersWhenItWentUnlessItHasLists() {
    // Given
    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    jdbc.update("DELETE FROM last_activity");
    jdbc.update("DELETE FROM privacy");
    JdbcRosterStore store = context.getBean(JdbcRosterStore.class);
    AbsenceReader absences = context.getBean(AbsenceReader.class);
    for (String account : List.of("a@localhost", "b@localhost", "c@localhost")) {
      store.write(
          account,
          RosterChange.put(1, RosterItem.of(Jid.of("x@localhost")).with(Subscription.FROM)));
    }
    store.write(
        "d@localhost",
        RosterChange.put(1, RosterItem.of(Jid.of("x@localhost")).with(Subscription.TO)));
    jdbc.update("INSERT INTO last_activity VALUES ('a@localhost', 5, ''), ('b@localhost', 6, '')");
    jdbc.update("INSERT INTO privacy VALUES ('b@localhost', '<lists/>')");

    // When
    List<CompletableFuture<Absence>> found =
        Stream.of("a@localhost", "b@localhost", "c@localhost", "d@localhost", "e@localhost")
            .map(each -> absences.find(each, Jid.of("x@localhost")).toCompletableFuture())
            .toList();

    // Then
    assertThat(found.stream().map(CompletableFuture::join))
        .containsExactly(
            new Absence(true, 5),
            new Absence(true, 0),
            new Absence(true, 0),
            Absence.STRANGER,
            Absence.STRANGER);
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
