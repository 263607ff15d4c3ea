package org.godwit.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xep0030_disco.DiscoItem;
import org.godwit.protocol.xep0030_disco.DiscoModule;
import org.godwit.protocol.xep0030_disco.DiscoProfile;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.godwit.session.account.AccountRemovals;
import org.godwit.session.xep0016_privacy.PrivacyModule;
import org.godwit.session.xep0077_register.AccountRegistry;
import org.godwit.session.xep0077_register.RegistrationModule;
import org.godwit.session.xep0160_offline.OfflineModule;
import org.godwit.session.xep0191_blocking.BlockingModule;
import org.godwit.session.xep0237_rosterver.RosterModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XEPs of this service, as a table of contents. */
@Configuration(proxyBeanMethods = false)
class XepModulesConfiguration {

  /** XEP-0077. */
  @Bean
  RegistrationModule registrationModule(AccountRegistry registry, AccountRemovals removals) {
    return new RegistrationModule(registry, removals);
  }

  /** XEP-0160. */
  @Bean
  OfflineModule offlineModule() {
    return new OfflineModule();
  }

  /** RFC 6121, section 2, and XEP-0237. */
  @Bean
  RosterModule rosterModule() {
    return new RosterModule();
  }

  /** XEP-0191. */
  @Bean
  BlockingModule blockingModule() {
    return new BlockingModule();
  }

  /** XEP-0016. */
  @Bean
  PrivacyModule privacyModule() {
    return new PrivacyModule();
  }

  /** XEP-0199. */
  @Bean
  PingModule pingModule() {
    return new PingModule();
  }

  /** XEP-0030, which names the features of all others. */
  @Bean
  DiscoModule discoModule(
      RegistrationModule registration,
      OfflineModule offline,
      RosterModule rosters,
      BlockingModule blocking,
      PrivacyModule privacy,
      PingModule ping,
      MessageModulesConfiguration.MessageModules messages) {
    List<XepModule> others =
        new ArrayList<>(List.of(registration, offline, rosters, blocking, privacy, ping));
    others.addAll(messages.all());
    return new DiscoModule(
        others,
        Map.of(
            TargetKind.SERVER,
            DiscoProfile.of("server", "im", "Godwit").withItems(XepModulesConfiguration::services),
            TargetKind.ACCOUNT,
            DiscoProfile.of("account", "registered", "Account")));
  }

  private static List<DiscoItem> services(Context context) {
    return List.of(
        new DiscoItem(Jid.of(ServedDomains.MUC_PREFIX + context.domain()), null, "Rooms"),
        new DiscoItem(Jid.of(ServedDomains.CHANNEL_PREFIX + context.domain()), null, "Channels"));
  }
}
