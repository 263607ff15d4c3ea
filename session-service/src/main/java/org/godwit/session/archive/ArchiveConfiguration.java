package org.godwit.session.archive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the archive. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveProperties.class)
class ArchiveConfiguration {

  @Bean
  JdbcArchive messageArchive(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ObjectProvider<RosterContacts> rosters,
      ArchiveProperties properties,
      MeterRegistry meters) {
    JdbcArchive archive =
        new JdbcArchive(
            jdbc,
            new TransactionTemplate(transactions),
            rosters.getIfAvailable(() -> (account, contact) -> RosterContacts.Answer.UNKNOWN),
            properties);
    Gauge.builder("xmpp.session.archive.writes.pending", archive, JdbcArchive::pendingWrites)
        .description("Changes of the archives that wait for the database")
        .register(meters);
    return archive;
  }
}
