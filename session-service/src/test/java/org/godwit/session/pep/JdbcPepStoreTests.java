package org.godwit.session.pep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.session.account.CapsHash;
import org.godwit.session.offline.TestDatabase;
import org.godwit.session.userdata.UserDataDatabase;
import org.godwit.session.xep0163_pep.PepStore;
import org.godwit.session.xep0163_pep.PepStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcPepStoreTests extends PepStoreContract {

  private static ConfigurableApplicationContext context;

  @BeforeAll
  static void open() {
    context =
        new SpringApplicationBuilder(UserDataDatabase.class, PepConfiguration.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=session-service")
            .run(TestDatabase.arguments("pep"));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @Override
  protected PepStore store() {
    return context.getBean(PepStore.class);
  }

  @Test
  void capabilitiesAreKeptByTheirHash() {
    // Given
    JdbcCapsStore store = new JdbcCapsStore(JdbcClient.create(context.getBean(JdbcTemplate.class)));
    CapsHash caps = new CapsHash("n", "v", "sha-1");

    // When
    store.save(caps, List.of("a", "b"));
    store.save(caps, List.of("a", "b"));
    store.save(new CapsHash("n", "w", "sha-1"), List.of());

    // Then
    assertThat(store.find(new CapsHash("other", "v", "sha-1"))).contains(List.of("a", "b"));
    assertThat(store.find(new CapsHash("n", "w", "sha-1"))).contains(List.of());
    assertThat(store.find(new CapsHash("n", "v", "sha-256"))).isEmpty();
  }
}
