package org.godwit.session.api;

import org.godwit.bus.StanzaBus;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.session.account.AccountDirectory;
import org.godwit.session.roster.RosterProperties;
import org.godwit.session.roster.RosterStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the controllers need. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  LoopbackOnly loopbackOnly() {
    return new LoopbackOnly();
  }

  @Bean
  Rosters rosters(
      RosterStore store,
      StanzaBus bus,
      AccountDirectory directory,
      ServedDomains domains,
      RosterProperties limits) {
    return new Rosters(store, bus, directory, domains, limits);
  }
}
