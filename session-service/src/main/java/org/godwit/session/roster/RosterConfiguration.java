package org.godwit.session.roster;

import org.godwit.session.userdata.BlockingCalls;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the roster store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RosterProperties.class)
class RosterConfiguration {

  @Bean
  AccountRows rosterRows(RosterProperties properties) {
    return new AccountRows(
        "roster", properties.readers(), properties.writers(), properties.readTimeout());
  }

  @Bean
  JdbcRosterStore rosterStore(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      AccountRows rosterRows,
      RosterProperties properties) {
    return new JdbcRosterStore(jdbc, new TransactionTemplate(transactions), rosterRows, properties);
  }

  @Bean
  AbsenceReader absences(JdbcTemplate jdbc, AccountRows rosterRows, BlockingCalls calls) {
    return new JdbcAbsences(jdbc, rosterRows, calls);
  }
}
