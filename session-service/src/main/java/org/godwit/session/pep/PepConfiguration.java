package org.godwit.session.pep;

import java.util.List;
import org.godwit.session.access.ContactAccess;
import org.godwit.session.account.Capabilities;
import org.godwit.session.userdata.BlockingCalls;
import org.godwit.session.xep0115_caps.KnownCapabilities;
import org.godwit.session.xep0163_pep.LatestItems;
import org.godwit.session.xep0163_pep.PepDisco;
import org.godwit.session.xep0163_pep.PepModule;
import org.godwit.session.xep0163_pep.PepStore;
import org.godwit.session.xep0402_bookmarks.BookmarksFollower;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the stores of personal eventing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PepProperties.class)
class PepConfiguration {

  @Bean
  PepStore pepStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new JdbcPepStore(JdbcClient.create(jdbc), new TransactionTemplate(transactions));
  }

  @Bean
  PepModule pepModule(
      PepStore store, ContactAccess contacts, PepProperties properties, BlockingCalls calls) {
    return new PepModule(
        store, contacts, properties.limits(), calls::call, List.of(new BookmarksFollower()));
  }

  @Bean
  PepDisco pepDisco(PepStore store, ContactAccess contacts, BlockingCalls calls) {
    return new PepDisco(store, contacts, calls);
  }

  @Bean
  Capabilities capabilities(
      JdbcTemplate jdbc,
      PepStore store,
      ContactAccess contacts,
      PepProperties properties,
      BlockingCalls calls) {
    return new KnownCapabilities(
        new JdbcCapsStore(JdbcClient.create(jdbc)),
        new LatestItems(store, contacts),
        calls,
        properties.interestsMax(),
        properties.capabilitiesRemembered());
  }
}
