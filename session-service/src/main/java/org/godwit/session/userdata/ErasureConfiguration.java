package org.godwit.session.userdata;

import org.godwit.session.directory.RestAccounts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases what removed accounts have kept. */
@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {

  @Bean
  ErasingAccounts erasingAccounts(
      RestAccounts accounts,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      BlockingCalls calls) {
    return new ErasingAccounts(accounts, jdbc, new TransactionTemplate(transactions), calls);
  }
}
