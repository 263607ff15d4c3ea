package org.godwit.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.bus.StanzaBus;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xep0030_disco.DiscoIdentity;
import org.godwit.protocol.xep0030_disco.DiscoItem;
import org.godwit.protocol.xep0030_disco.DiscoModule;
import org.godwit.protocol.xep0030_disco.DiscoProfile;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.account.AccountPorts;
import org.godwit.session.account.AccountRemovals;
import org.godwit.session.account.OfflineStore;
import org.godwit.session.userdata.ErasingAccounts;
import org.godwit.session.userdata.UserDataProperties;
import org.godwit.session.xep0012_last.LastActivityModule;
import org.godwit.session.xep0012_last.LastActivityStore;
import org.godwit.session.xep0013_offline.OfflineDisco;
import org.godwit.session.xep0016_privacy.PrivacyModule;
import org.godwit.session.xep0039_stats.StatsModule;
import org.godwit.session.xep0049_private.PrivateModule;
import org.godwit.session.xep0049_private.PrivateStore;
import org.godwit.session.xep0050_commands.Command;
import org.godwit.session.xep0050_commands.CommandsDisco;
import org.godwit.session.xep0050_commands.CommandsModule;
import org.godwit.session.xep0054_vcard.VcardModule;
import org.godwit.session.xep0054_vcard.VcardStore;
import org.godwit.session.xep0077_register.RegistrationModule;
import org.godwit.session.xep0079_amp.AmpDisco;
import org.godwit.session.xep0092_version.VersionModule;
import org.godwit.session.xep0115_caps.CapsModule;
import org.godwit.session.xep0133_admin.AdminCommands;
import org.godwit.session.xep0133_admin.EndSessionModule;
import org.godwit.session.xep0157_contact.ContactAddresses;
import org.godwit.session.xep0160_offline.OfflineModule;
import org.godwit.session.xep0163_pep.PepDisco;
import org.godwit.session.xep0163_pep.PepModule;
import org.godwit.session.xep0191_blocking.BlockingModule;
import org.godwit.session.xep0202_time.TimeModule;
import org.godwit.session.xep0237_rosterver.PresenceModule;
import org.godwit.session.xep0237_rosterver.RosterModule;
import org.godwit.session.xep0292_vcard4.Vcard4Module;
import org.godwit.session.xep0390_caps.HashedCapsModule;
import org.godwit.session.xep0398_avatar.AvatarModule;
import org.godwit.session.xep0401_invites.InviteCommands;
import org.godwit.session.xep0401_invites.InviteRegistry;
import org.godwit.session.xep0402_bookmarks.BookmarksModule;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XEPs of this service, as a table of contents. PEP's is made with its stores. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceProperties.class)
class XepModulesConfiguration {

  private static final String NAME = "Godwit";

  /** A URI that names the software (XEP-0115, section 4). */
  private static final String SOFTWARE = "https://godwit.example/";

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
  PrivateModule privateModule(
      PrivateStore store, UserDataProperties properties, BookmarksModule bookmarks) {
    return new PrivateModule(
        store,
        new PrivateModule.Limits(
            properties.privateElementsMax(), (int) properties.privateMax().toBytes()),
        bookmarks);
  }

  /** XEP-0402 and XEP-0411. */
  @Bean
  BookmarksModule bookmarksModule(
      PepModule pep, PrivateStore legacy, ModuleSwitches switches, UserDataProperties limits) {
    return new BookmarksModule(pep, legacy, switches, limits.privateElementsMax());
  }

  /** XEP-0398. */
  @Bean
  AvatarModule avatarModule(PepModule pep, ModuleSwitches switches) {
    return new AvatarModule(pep, switches);
  }

  /** XEP-0050, with the commands of XEP-0133 and XEP-0401. */
  @Bean
  CommandsModule commandsModule(
      ErasingAccounts accounts,
      InviteRegistry invites,
      ServiceProperties properties,
      MeterRegistry meters) {
    AdminCommands admin =
        new AdminCommands(
            accounts,
            properties.adminJids(),
            () -> (long) meters.get("xmpp.session.online").gauge().value());
    List<Command> commands = new ArrayList<>(admin.all());
    commands.addAll(new InviteCommands(invites, properties.adminJids()).all());
    return new CommandsModule(
        commands, properties.commandSessionsMax(), properties.commandSessionTime());
  }

  /** XEP-0115. */
  @Bean
  CapsModule capsModule() {
    return new CapsModule(SOFTWARE);
  }

  /** XEP-0390. */
  @Bean
  HashedCapsModule hashedCapsModule() {
    return new HashedCapsModule();
  }

  /** XEP-0133, section 4.5. */
  @Bean
  EndSessionModule endSessionModule(
      AccountRemovals removals, ServedDomains domains, ErasingAccounts accounts) {
    return new EndSessionModule(removals, domains, accounts::erase);
  }

  /** XEP-0054. */
  @Bean
  VcardModule vcardModule(VcardStore store, UserDataProperties properties, AvatarModule avatars) {
    return new VcardModule(store, (int) properties.vcardMax().toBytes(), avatars);
  }

  /** XEP-0292. */
  @Bean
  Vcard4Module vcard4Module() {
    return new Vcard4Module();
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

  /** RFC 6121, section 4. */
  @Bean
  PresenceModule presenceModule() {
    return new PresenceModule();
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
      List<XepModule> others, ServiceProperties properties, ModuleSwitches switches, Nodes nodes) {
    List<XmlElement> contact = ContactAddresses.form(properties.contact());
    DiscoProfile server =
        new DiscoProfile(
                List.of(
                    new DiscoIdentity("server", "im", NAME),
                    // XEP-0223, section 5.
                    new DiscoIdentity("pubsub", "pep", null)),
                XepModulesConfiguration::services)
            .withForms(context -> contact)
            .withSource(new CommandsDisco(nodes.commands).or(new AmpDisco(switches)))
            .withAlias(nodes.caps::isWhole);
    DiscoProfile account =
        new DiscoProfile(
                List.of(
                    new DiscoIdentity("account", "registered", "Account"),
                    new DiscoIdentity("pubsub", "pep", null, "pep")),
                XepModulesConfiguration::resources)
            .withSource(nodes.pep.or(nodes.offline));
    return new DiscoModule(
        others, Map.of(TargetKind.SERVER, server, TargetKind.ACCOUNT, account), switches);
  }

  @Bean
  Nodes discoNodes(
      PepDisco pep,
      CommandsModule commands,
      Capable caps,
      OfflineStore store,
      ModuleSwitches switches) {
    return new Nodes(pep, commands, caps, new OfflineDisco(store, switches));
  }

  /** Who knows nodes. */
  record Nodes(PepDisco pep, CommandsModule commands, Capable caps, OfflineDisco offline) {}

  @Bean
  Capable capable(CapsModule caps, HashedCapsModule hashedCaps) {
    return new Capable(caps, hashedCaps);
  }

  /** Who knows under which nodes the server's own answer is known. */
  record Capable(CapsModule caps, HashedCapsModule hashedCaps) {
    boolean isWhole(XmlElement info, String node) {
      return caps.isNodeOf(info, node) || hashedCaps.isNodeOf(info, node);
    }
  }

  /** Tells gateways what the modules add to the features of streams. */
  @Bean(initMethod = "publish")
  HostFeatures hostFeatures(
      VirtualHosts hosts, HostFeatures.Modules modules, StanzaBus bus, AccountPorts ports) {
    return new HostFeatures(hosts, modules, bus, ports.timer());
  }

  @Bean
  HostFeatures.Modules hostModules(
      List<XepModule> all, DiscoModule disco, ModuleSwitches switches) {
    return new HostFeatures.Modules(all, disco, switches);
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
