package org.godwit.session.offline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the offline store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OfflineProperties.class)
class OfflineConfiguration {

  @Bean
  JpaOfflineStore offlineStore(
      OfflineMessageRepository messages,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      OfflineProperties properties,
      MeterRegistry meters) {
    JpaOfflineStore store =
        new JpaOfflineStore(messages, jdbc, new TransactionTemplate(transactions), properties);
    Gauge.builder("xmpp.session.offline.writes.pending", store, JpaOfflineStore::pendingWrites)
        .description("Changes of the offline store that wait for the database")
        .register(meters);
    return store;
  }
}
