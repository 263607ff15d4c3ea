package org.godwit.auth.registration;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.HashMap;
import java.util.Map;
import org.godwit.auth.ConfigurationRefusedException;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.domain.DomainProperties;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.invite.Invites;
import org.godwit.protocol.host.RegistrationMode;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the registration from {@code xmpp.auth.registration}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationProperties.class)
class RegistrationConfiguration {

  @Bean
  Registrations.Makers registrationMakers(Accounts accounts, Invites invites) {
    return new Registrations.Makers(accounts, invites);
  }

  @Bean
  Registrations registrations(
      RegistrationProperties properties,
      DomainProperties configured,
      HostDirectory hosts,
      Registrations.Makers makers) {
    AddressRate rate =
        new AddressRate(
            properties.perAddressPerMinute(), properties.addressesMax(), Ticker.systemTicker());
    return new Registrations(properties, modes(properties, configured), rate, hosts, makers);
  }

  private static Map<String, RegistrationMode> modes(
      RegistrationProperties properties, DomainProperties configured) {
    HostDirectory hosts = new HostDirectory(configured.domains());
    Map<String, RegistrationMode> modes = new HashMap<>();
    properties
        .domains()
        .forEach((domain, mode) -> {
          String host = hosts.find(domain);
          if (host == null) {
            // A typing error here would leave the domain as open as the default.
            throw new ConfigurationRefusedException(
                "xmpp.auth.registration.domains."
                    + domain
                    + " is '"
                    + mode.text()
                    + "', but that domain is not served: only domains in xmpp.domains are"
                    + " allowed.");
          }
          modes.put(host, mode);
        });
    return modes;
  }
}
