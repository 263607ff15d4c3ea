package org.godwit.session.privacy;

import org.godwit.session.roster.AccountRows;
import org.godwit.session.roster.RosterProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes the store of privacy lists. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PrivacyProperties.class, RosterProperties.class})
class PrivacyConfiguration {

  @Bean
  AccountRows privacyRows(RosterProperties roster) {
    return new AccountRows("privacy", roster.readers(), 1, roster.readTimeout());
  }

  @Bean
  JdbcPrivacyStore privacyStore(JdbcTemplate jdbc, AccountRows privacyRows) {
    return new JdbcPrivacyStore(jdbc, privacyRows);
  }
}
