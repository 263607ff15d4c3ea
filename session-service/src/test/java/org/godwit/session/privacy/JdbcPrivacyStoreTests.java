package org.godwit.session.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.offline.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import org.springframework.context.annotation.Import;

class JdbcPrivacyStoreTests {

  private static ConfigurableApplicationContext context;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  @Import(PrivacyConfiguration.class)
  static class Database {}

  @BeforeAll
  static void open() {
    context =
        new SpringApplicationBuilder(Database.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=session-service")
            .run(TestDatabase.arguments("privacy-store"));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void listsComeBackAsTheyWereWrittenAndNoListsLeaveNoRow() {
    // Given
    PrivacyStore store = context.getBean(JdbcPrivacyStore.class);
    Privacy privacy =
        Privacy.NONE
            .withBlocked(List.of(Jid.of("b\u00f6b@localhost/x y")))
            .with(
                new PrivacyList(
                    "other <&>",
                    List.of(
                        new PrivacyItem(
                            PrivacyItem.Match.GROUP, "Fr\u00fcnde", null, true, 7, 5))));

    // When
    get(store.write("alice@localhost", privacy));
    get(store.write("alice@localhost", privacy));

    // Then
    assertThat(get(store.load("alice@localhost"))).isEqualTo(privacy);
    assertThat(get(store.load("carol@localhost"))).isEqualTo(Privacy.NONE);

    // When
    get(store.write("alice@localhost", Privacy.NONE));

    // Then
    assertThat(get(store.load("alice@localhost"))).isEqualTo(Privacy.NONE);
  }
}
