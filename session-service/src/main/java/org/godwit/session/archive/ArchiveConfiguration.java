package org.godwit.session.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the archive. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ArchiveProperties.class, RetentionProperties.class})
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

  @Bean(initMethod = "start", destroyMethod = "close")
  ArchiveExpiry archiveExpiry(
      JdbcTemplate jdbc, RetentionProperties properties, MeterRegistry meters) {
    Counter expired =
        Counter.builder("xmpp.session.archive.expired")
            .description("Archived messages that were deleted because their time was over")
            .register(meters);
    return new ArchiveExpiry(jdbc, properties, Clock.systemUTC(), expired::increment);
  }
}
