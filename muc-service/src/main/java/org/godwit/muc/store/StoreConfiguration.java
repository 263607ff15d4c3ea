package org.godwit.muc.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the store of rooms. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class StoreConfiguration {

  @Bean
  JdbcRoomStore roomStore(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      StoreProperties properties,
      MeterRegistry meters) {
    JdbcRoomStore store =
        new JdbcRoomStore(jdbc, new TransactionTemplate(transactions), properties);
    Gauge.builder("xmpp.muc.store.writes.pending", store, JdbcRoomStore::pendingWrites)
        .description("Changes of rooms that wait for the database")
        .register(meters);
    return store;
  }
}
