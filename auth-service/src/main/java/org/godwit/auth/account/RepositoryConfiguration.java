package org.godwit.auth.account;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.auth.ConfigurationRefusedException;
import org.godwit.auth.account.http.HttpDirectory;
import org.godwit.auth.account.ldap.LdapDirectory;
import org.godwit.auth.oauth.AccessTokens;
import org.godwit.bus.StanzaBus;
import org.godwit.protocol.jid.Jid;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the repositories from {@code xmpp.auth.repositories}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RepositoryProperties.class)
class RepositoryConfiguration {

  private static final String PREFIX = "xmpp.auth.repositories.";

  /** The repositories by their names, and what has to be done at the end. */
  record Opened(Map<String, AccountRepository> byName, List<Runnable> closing)
      implements AutoCloseable {
    @Override
    public void close() {
      closing.forEach(Runnable::run);
    }
  }

  @Bean
  AccountDatabase.Telling accountTelling(
      ObjectProvider<StanzaBus> bus, InstantSource time, AccountProperties accounts) {
    return new AccountDatabase.Telling(bus.getIfAvailable(), time, accounts);
  }

  @Bean
  Opened openedRepositories(
      RepositoryProperties properties,
      AccountStore own,
      AccountDatabase.Telling telling,
      MeterRegistry registry) {
    Opened opened = new Opened(new HashMap<>(), new ArrayList<>());
    Map<String, AccountRepository> byName = opened.byName();
    byName.put(RepositoryProperties.OWN, new AccountRepository.Keeping(own, null));
    byName.put(RepositoryProperties.TOKENS, new AccountRepository.TokenOnly(own));
    properties
        .databases()
        .forEach((name, settings) -> {
          RepositoryGuard guard = new RepositoryGuard(name, properties, registry);
          AccountDatabase database = new AccountDatabase(name, settings, guard, telling);
          opened.closing().add(database::close);
          byName.put(name, new AccountRepository.Keeping(database.store(), database));
          database.warmUp();
        });
    properties
        .ldap()
        .forEach((name, settings) -> {
          LdapDirectory users = new LdapDirectory(name, settings, properties.timeout());
          opened.closing().add(users::close);
          byName.put(name, foreign(users, new RepositoryGuard(name, properties, registry)));
        });
    properties
        .http()
        .forEach((name, settings) -> {
          HttpDirectory users = new HttpDirectory(name, settings, properties.timeout());
          opened.closing().add(users::close);
          byName.put(name, foreign(users, new RepositoryGuard(name, properties, registry)));
        });
    return opened;
  }

  private static AccountRepository foreign(UserDirectory users, RepositoryGuard guard) {
    return new AccountRepository.Foreign(new GuardedUserDirectory(users, guard));
  }

  @Bean
  AccountRepositories accountRepositories(
      RepositoryProperties properties, Opened opened, AccessTokens oauth) {
    if (properties.usesTokens() && !oauth.enabled()) {
      throw new ConfigurationRefusedException(
          PREFIX
              + "default or one of its domains is 'tokens', but xmpp.auth.oauth.jwks-file is not"
              + " set: it is needed with it.");
    }
    Map<String, AccountRepository> byDomain = new HashMap<>();
    properties
        .domains()
        .forEach((domain, name) -> {
          Jid jid = Jid.parse(domain);
          if (jid == null || !jid.isDomain()) {
            throw new ConfigurationRefusedException(
                PREFIX
                    + "domains."
                    + domain
                    + " is '"
                    + name
                    + "', but that is no domain: a domain such as example.com is allowed.");
          }
          byDomain.put(jid.domain(), repository(opened, name));
        });
    return new AccountRepositories(repository(opened, properties.fallback()), byDomain);
  }

  private static AccountRepository repository(Opened opened, String name) {
    return Objects.requireNonNull(opened.byName().get(name), "a checked name");
  }
}
