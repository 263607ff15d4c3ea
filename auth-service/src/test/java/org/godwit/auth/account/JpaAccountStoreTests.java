package org.godwit.auth.account;

import org.godwit.auth.AuthServiceApplication;
import org.godwit.auth.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract on H2, or on the database that {@link TestDatabase} names. */
class JpaAccountStoreTests implements AccountStoreContract {

  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    service =
        AuthServiceApplication.builder()
            .run(TestDatabase.arguments("store").toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void empty() {
    service.getBean(JdbcTemplate.class).update("DELETE FROM auth_account");
  }

  @Override
  public AccountStore store() {
    return service.getBean(AccountStore.class);
  }
}
