package org.godwit.auth.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.godwit.auth.AuthServiceApplication;
import org.godwit.auth.TestDatabase;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract on H2, or on the database that {@link TestDatabase} names. */
class JdbcFastTokenStoreTests implements FastTokenStoreContract {

  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    service =
        AuthServiceApplication.builder()
            .run(TestDatabase.arguments("tokens").toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void prepare() {
    service.getBean(JdbcTemplate.class).update("DELETE FROM auth_account");
    AccountStore accounts = service.getBean(AccountStore.class);
    accounts.create(new Account(ALICE, true, Instant.EPOCH, Map.of()));
    accounts.create(new Account(BOB, true, Instant.EPOCH, Map.of()));
  }

  @Override
  public FastTokenStore store() {
    return service.getBean(FastTokenStore.class);
  }

  @Override
  public void deleteAlice() {
    service.getBean(AccountStore.class).delete(ALICE, null);
  }

  @Test
  void clientsThatLoseTheirTokensAreCounted() {
    // Given
    FastTokens tokens = service.getBean(FastTokens.class);
    Account account = new Account(ALICE, true, Instant.EPOCH, Map.of());
    double before = evicted();

    // When: one more than xmpp.auth.fast.clients-max.
    for (int i = 10; i <= 30; i++) {
      tokens.issue(account, i + PHONE.substring(2), "HT-SHA-256-NONE");
    }

    // Then
    assertThat(evicted() - before).isEqualTo(1);
  }

  private static double evicted() {
    return service.getBean(MeterRegistry.class).get("xmpp.auth.tokens.evicted").counter().count();
  }

  @Test
  void noTokenIsInTheDatabase() {
    // Given
    FastTokens tokens = service.getBean(FastTokens.class);
    Account account = new Account(ALICE, true, Instant.EPOCH, Map.of());

    // When
    IssuedToken issued = Objects.requireNonNull(tokens.issue(account, PHONE, "HT-SHA-256-NONE"));

    // Then
    String rows =
        service
            .getBean(JdbcTemplate.class)
            .queryForList("SELECT * FROM auth_fast_token")
            .toString();
    assertThat(rows).contains(PHONE).doesNotContain(issued.token());
  }
}
