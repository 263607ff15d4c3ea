package org.godwit.auth.account;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the accounts on the service's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountProperties.class)
class AccountConfiguration {

  @Bean
  AccountStore accountStore(AccountRows rows, PlatformTransactionManager transactions) {
    return new JpaAccountStore(rows, new TransactionTemplate(transactions));
  }

  @Bean
  Accounts accounts(
      AccountStore store,
      AccountProperties properties,
      PasswordHashing hashing,
      PasswordProperties passwords,
      InstantSource time) {
    AccountCache cache = new AccountCache(properties, Ticker.systemTicker());
    return new Accounts(store, cache, hashing, passwords, time);
  }
}
