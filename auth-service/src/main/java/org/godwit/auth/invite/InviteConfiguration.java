package org.godwit.auth.invite;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.godwit.auth.account.AccountEvents;
import org.godwit.auth.account.Accounts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the invitations on the service's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InviteProperties.class)
class InviteConfiguration {

  @Bean
  Invites.Outside inviteOutside(Accounts accounts, AccountEvents events, InstantSource time) {
    return new Invites.Outside(accounts, events, time);
  }

  @Bean
  Invites invites(
      InviteProperties properties,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Invites.Outside outside,
      SecureRandom random) {
    return new Invites(
        properties, new InviteTable(jdbc), new TransactionTemplate(transactions), outside, random);
  }

  @Bean
  InviteUris inviteUris(InviteProperties properties) {
    return new InviteUris(properties);
  }
}
