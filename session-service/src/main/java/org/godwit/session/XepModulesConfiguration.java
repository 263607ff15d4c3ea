package org.godwit.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xep0030_disco.DiscoIdentity;
import org.godwit.protocol.xep0030_disco.DiscoItem;
import org.godwit.protocol.xep0030_disco.DiscoModule;
import org.godwit.protocol.xep0030_disco.DiscoProfile;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.account.AccountRemovals;
import org.godwit.session.userdata.ErasingAccounts;
import org.godwit.session.userdata.UserDataProperties;
import org.godwit.session.xep0012_last.LastActivityModule;
import org.godwit.session.xep0012_last.LastActivityStore;
import org.godwit.session.xep0016_privacy.PrivacyModule;
import org.godwit.session.xep0039_stats.StatsModule;
import org.godwit.session.xep0049_private.PrivateModule;
import org.godwit.session.xep0049_private.PrivateStore;
import org.godwit.session.xep0050_commands.CommandsDisco;
import org.godwit.session.xep0050_commands.CommandsModule;
import org.godwit.session.xep0054_vcard.VcardModule;
import org.godwit.session.xep0054_vcard.VcardStore;
import org.godwit.session.xep0077_register.RegistrationModule;
import org.godwit.session.xep0092_version.VersionModule;
import org.godwit.session.xep0133_admin.AdminCommands;
import org.godwit.session.xep0133_admin.EndSessionModule;
import org.godwit.session.xep0157_contact.ContactAddresses;
import org.godwit.session.xep0160_offline.OfflineModule;
import org.godwit.session.xep0163_pep.PepDisco;
import org.godwit.session.xep0191_blocking.BlockingModule;
import org.godwit.session.xep0202_time.TimeModule;
import org.godwit.session.xep0237_rosterver.RosterModule;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XEPs of this service, as a table of contents. PEP's is made with its stores. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceProperties.class)
class XepModulesConfiguration {

  private static final String NAME = "Godwit";

  /** XEP-0012. */
  @Bean
  LastActivityModule lastActivityModule(LastActivityStore store) {
    return new LastActivityModule(store, Instant.now());
  }

  /** XEP-0039. */
  @Bean
  StatsModule statsModule(MeterRegistry meters) {
    Instant started = Instant.now();
    return new StatsModule(
        Map.of(
            "time/uptime",
            new StatsModule.Statistic(
                "seconds", () -> Duration.between(started, Instant.now()).toSeconds()),
            "users/online",
            new StatsModule.Statistic(
                "users", () -> (long) meters.get("xmpp.session.online").gauge().value())));
  }

  /** XEP-0049. */
  @Bean
  PrivateModule privateModule(PrivateStore store, UserDataProperties properties) {
    return new PrivateModule(
        store,
        new PrivateModule.Limits(
            properties.privateElementsMax(), (int) properties.privateMax().toBytes()));
  }

  /** XEP-0050, with the commands of XEP-0133. */
  @Bean
  CommandsModule commandsModule(
      ErasingAccounts accounts, ServiceProperties properties, MeterRegistry meters) {
    AdminCommands admin =
        new AdminCommands(
            accounts,
            properties.adminJids(),
            () -> (long) meters.get("xmpp.session.online").gauge().value());
    return new CommandsModule(
        admin.all(), properties.commandSessionsMax(), properties.commandSessionTime());
  }

  /** XEP-0133, section 4.5. */
  @Bean
  EndSessionModule endSessionModule(AccountRemovals removals, ServedDomains domains) {
    return new EndSessionModule(removals, domains);
  }

  /** XEP-0054. */
  @Bean
  VcardModule vcardModule(VcardStore store, UserDataProperties properties) {
    return new VcardModule(store, (int) properties.vcardMax().toBytes());
  }

  /** XEP-0077. */
  @Bean
  RegistrationModule registrationModule(ErasingAccounts registry, AccountRemovals removals) {
    return new RegistrationModule(registry, removals);
  }

  /** XEP-0092. */
  @Bean
  VersionModule versionModule(ServiceProperties properties) {
    String version = XepModulesConfiguration.class.getPackage().getImplementationVersion();
    String os =
        properties.showOs()
            ? System.getProperty("os.name") + ' ' + System.getProperty("os.version")
            : null;
    return new VersionModule(NAME, version == null ? "development" : version, os);
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

  /** XEP-0202. */
  @Bean
  TimeModule timeModule() {
    return new TimeModule(Clock.system(ZoneId.systemDefault()));
  }

  /** XEP-0030, which names the features of all others. */
  @Bean
  DiscoModule discoModule(
      List<XepModule> others, ServiceProperties properties, PepDisco pep, CommandsModule commands) {
    List<XmlElement> contact = ContactAddresses.form(properties.contact());
    DiscoProfile server =
        new DiscoProfile(
                List.of(
                    new DiscoIdentity("server", "im", NAME),
                    // XEP-0223, section 5.
                    new DiscoIdentity("pubsub", "pep", null)),
                XepModulesConfiguration::services)
            .withForms(context -> contact)
            .withSource(new CommandsDisco(commands));
    DiscoProfile account =
        new DiscoProfile(
                List.of(
                    new DiscoIdentity("account", "registered", "Account"),
                    new DiscoIdentity("pubsub", "pep", null)),
                XepModulesConfiguration::resources)
            .withSource(pep);
    return new DiscoModule(
        others,
        Map.of(TargetKind.SERVER, server, TargetKind.ACCOUNT, account),
        properties.switches());
  }

  private static List<DiscoItem> services(Context context) {
    return List.of(
        new DiscoItem(Jid.of(ServedDomains.MUC_PREFIX + context.domain()), null, "Rooms"),
        new DiscoItem(Jid.of(ServedDomains.CHANNEL_PREFIX + context.domain()), null, "Channels"));
  }

  /** XEP-0030, section 8: whom the account admits may see its available resources. */
  private static List<DiscoItem> resources(Context context) {
    return context.available().stream().map(jid -> new DiscoItem(jid, null, null)).toList();
  }
}
