package org.godwit.auth.account;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.godwit.auth.RecurringTask;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;
import org.godwit.bus.StanzaBus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the accounts on the service's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountProperties.class)
class AccountConfiguration {

  @Bean
  AccountStore accountStore(
      AccountRows rows, PlatformTransactionManager transactions, AccountEvents events) {
    return new JpaAccountStore(rows, new TransactionTemplate(transactions), events);
  }

  /** Without a bus there is nobody to tell. */
  @Bean
  AccountEvents accountEvents(
      JdbcTemplate database, InstantSource time, ObjectProvider<StanzaBus> bus) {
    return bus.getIfAvailable() == null
        ? AccountEvents.NONE
        : new JdbcAccountEvents(database, time);
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "xmpp.auth.hosts.publish", matchIfMissing = true)
  AccountEventRelay accountEventRelay(
      AccountEvents events,
      AccountStore store,
      StanzaBus bus,
      InstantSource time,
      AccountProperties properties) {
    return new AccountEventRelay((JdbcAccountEvents) events, store, bus, time, properties);
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "xmpp.auth.hosts.publish", matchIfMissing = true)
  RecurringTask accountEventTask(AccountEvents events, AccountEventRelay relay) {
    RecurringTask task = new RecurringTask("account-events", relay::runGuarded);
    ((JdbcAccountEvents) events).wakes(task::wake);
    return task;
  }

  @Bean
  LastLogins lastLogins(
      JdbcTemplate database,
      AccountRepositories repositories,
      InstantSource time,
      AccountProperties properties,
      MeterRegistry registry) {
    return new LastLogins(database, repositories, time, properties.lastLoginInterval(), registry);
  }

  @Bean
  Accounts accounts(
      AccountRepositories repositories,
      AccountProperties properties,
      PasswordHashing hashing,
      PasswordProperties passwords,
      InstantSource time) {
    AccountCache cache = new AccountCache(properties, Ticker.systemTicker());
    return new Accounts(repositories, cache, hashing, passwords, time);
  }
}
