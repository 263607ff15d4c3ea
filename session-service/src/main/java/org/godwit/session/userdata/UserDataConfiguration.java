package org.godwit.session.userdata;

import org.godwit.session.access.ContactAccess;
import org.godwit.session.access.OwnAccountOnly;
import org.godwit.session.access.RosterContactAccess;
import org.godwit.session.roster.RosterReader;
import org.godwit.session.xep0012_last.LastActivityStore;
import org.godwit.session.xep0049_private.PrivateStore;
import org.godwit.session.xep0054_vcard.VcardStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the stores of the modules. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UserDataProperties.class)
class UserDataConfiguration {

  @Bean
  BlockingCalls blockingCalls(UserDataProperties properties) {
    return new BlockingCalls(properties.workers());
  }

  @Bean
  ContactAccess contactAccess(ObjectProvider<RosterReader> rosters) {
    RosterReader reader = rosters.getIfAvailable();
    return reader == null ? new OwnAccountOnly() : new RosterContactAccess(reader);
  }

  @Bean
  VcardStore vcardStore(JdbcTemplate jdbc, BlockingCalls calls) {
    return new JdbcVcardStore(JdbcClient.create(jdbc), calls);
  }

  @Bean
  PrivateStore privateStore(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, BlockingCalls calls) {
    return new JdbcPrivateStore(
        JdbcClient.create(jdbc), new TransactionTemplate(transactions), calls);
  }

  @Bean(destroyMethod = "close")
  LastActivityWriter lastSeen(JdbcTemplate jdbc) {
    return new LastActivityWriter(jdbc);
  }

  @Bean
  LastActivityStore lastActivityStore(
      JdbcTemplate jdbc, ContactAccess contacts, BlockingCalls calls) {
    return new JdbcLastActivityStore(JdbcClient.create(jdbc), contacts, calls);
  }
}
