package org.godwit.auth.fast;

import io.micrometer.core.instrument.MeterRegistry;
import org.godwit.auth.account.AccountRepositories;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the store of tokens on the service's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FastProperties.class)
class FastConfiguration {

  @Bean
  FastTokenStore fastTokenStore(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      AccountRepositories repositories,
      MeterRegistry registry) {
    return new RoutedFastTokenStore(
        new JdbcFastTokenStore(jdbc, new TransactionTemplate(transactions), registry),
        repositories,
        registry);
  }
}
