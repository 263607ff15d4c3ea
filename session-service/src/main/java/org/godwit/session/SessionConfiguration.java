package org.godwit.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.account.AccountDirectory;
import org.godwit.session.account.AccountPartitions;
import org.godwit.session.account.AccountPorts;
import org.godwit.session.account.AccountRemovals;
import org.godwit.session.account.AccountSettings;
import org.godwit.session.account.ArchiveStore;
import org.godwit.session.account.Capabilities;
import org.godwit.session.account.ContactSettings;
import org.godwit.session.account.ContactStore;
import org.godwit.session.account.LastSeen;
import org.godwit.session.account.OfflineStore;
import org.godwit.session.account.ResourceSource;
import org.godwit.session.account.SessionMetrics;
import org.godwit.session.account.StreamSettings;
import org.godwit.session.archive.ArchiveProperties;
import org.godwit.session.offline.OfflineProperties;
import org.godwit.session.privacy.PrivacyProperties;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.AbsenceReader;
import org.godwit.session.roster.RosterProperties;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.roster.RosterXml;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the core to the bus and its ports. */
@Configuration(proxyBeanMethods = false)
@Import(BusConfiguration.class)
@EnableConfigurationProperties({
  SessionProperties.class,
  StreamProperties.class,
  ProfileProperties.class,
  PresenceProperties.class
})
class SessionConfiguration {

  private static final String GROUP = "session-service";
  private static final int RESOURCE_OCTETS = 10;

  @Bean
  AccountRemovals accountRemovals() {
    return new AccountRemovals();
  }

  @Bean
  ModuleSwitches moduleSwitches(ServiceProperties properties, VirtualHosts hosts) {
    return properties.switches().under(hosts);
  }

  @Bean
  IqDispatcher iqDispatcher(List<XepModule> modules, ModuleSwitches switches) {
    return new IqDispatcher(
        new ModuleIndex(modules), StanzaErrorCondition.SERVICE_UNAVAILABLE, switches);
  }

  @Bean
  AccountPorts accountPorts(
      StanzaBus bus,
      MessageStores stores,
      AccountDirectory directory,
      ServedDomains domains,
      ModuleSide modules) {
    return new AccountPorts(
        bus,
        stores.offline(),
        directory,
        modules.iqs(),
        domains,
        randomResources(),
        SessionConfiguration::after,
        modules.contacts(),
        stores.archive(),
        modules.capabilities(),
        modules.lastSeen());
  }

  /** What owners ask beside the store of offline messages. */
  record ModuleSide(
      IqDispatcher iqs, ContactStore contacts, Capabilities capabilities, LastSeen lastSeen) {}

  @Bean
  ModuleSide moduleSide(
      IqDispatcher iqs, ContactStore contacts, Capabilities capabilities, LastSeen lastSeen) {
    return new ModuleSide(iqs, contacts, capabilities, lastSeen);
  }

  @Bean
  ContactStore contactStore(RosterStore rosters, PrivacyStore privacies, AbsenceReader absences) {
    return new ContactStore(rosters, privacies, absences);
  }

  @Bean
  ContactSettings contactSettings(
      RosterProperties roster,
      PresenceProperties presence,
      PrivacyProperties privacy,
      ServiceProperties service) {
    return new ContactSettings(
        true,
        Set.copyOf(roster.managedHosts()),
        roster.itemsMax(),
        roster.requestsMax(),
        new RosterXml.ItemLimits(roster.nameCharsMax(), roster.groupCharsMax(), roster.groupsMax()),
        (int) presence.sizeMax().toBytes(),
        presence.directedMax(),
        privacy.listsMax(),
        privacy.itemsMax(),
        presence.unreadRecheck(),
        service.switches(),
        presence.offlineAtBind());
  }

  @Bean
  AccountPartitions accountPartitions(AccountPorts ports, AccountWiring wiring) {
    return new AccountPartitions(ports, wiring.settings(), wiring.removals(), wiring.metrics());
  }

  @Bean
  AccountSettings accountSettings(
      SessionProperties session,
      MessageLimits limits,
      StreamSettings streams,
      ContactSettings contacts) {
    OfflineProperties offline = limits.offline();
    return new AccountSettings(
        session.resourcesMax(),
        offline.messagesMax(),
        offline.deliveryBatch(),
        session.accountRecheck(),
        session.idleAccountsMax(),
        offline.holdMax(),
        streams,
        contacts,
        limits.archive().settings());
  }

  @Bean
  AccountWiring accountWiring(
      AccountSettings settings, AccountRemovals removals, MeterRegistry meters) {
    return new AccountWiring(settings, removals, new SessionMetrics(meters));
  }

  @Bean
  StreamSettings streamSettings(StreamProperties streams, ProfileProperties profile) {
    return new StreamSettings(
        streams.returnedMax(),
        streams.endedMax(),
        streams.endedMemory(),
        streams.originsMax(),
        streams.originMemory(),
        new StreamProfile(profile.sent(), profile.vetted()));
  }

  @Bean
  MessageStores messageStores(OfflineStore offline, ArchiveStore archive) {
    return new MessageStores(offline, archive);
  }

  /** Where messages are kept. */
  record MessageStores(OfflineStore offline, ArchiveStore archive) {}

  @Bean
  MessageLimits messageLimits(OfflineProperties offline, ArchiveProperties archive) {
    return new MessageLimits(offline, archive);
  }

  /** How messages are kept. */
  record MessageLimits(OfflineProperties offline, ArchiveProperties archive) {}

  /** What the owners share beside their ports. */
  record AccountWiring(
      AccountSettings settings, AccountRemovals removals, SessionMetrics metrics) {}

  @Bean(initMethod = "start", destroyMethod = "close")
  Subscription sessionSubscription(
      StanzaBus bus, AccountPartitions partitions, SessionProperties properties) {
    return bus.own(
        new OwnedTopic(
            Topics.SESSION, GROUP, Topics.SESSION_STATE, properties.threads(), partitions::own));
  }

  /** Ready once partitions are assigned and their sessions are known. */
  @Bean
  HealthIndicator partitionsHealthIndicator(Subscription subscription) {
    return () -> subscription.isReady() ? Health.up().build() : Health.outOfService().build();
  }

  private static ResourceSource randomResources() {
    SecureRandom random = new SecureRandom();
    return () -> {
      byte[] octets = new byte[RESOURCE_OCTETS];
      random.nextBytes(octets);
      return HexFormat.of().formatHex(octets);
    };
  }

  private static void after(Duration delay, Runnable task) {
    CompletableFuture.delayedExecutor(
            delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(task);
  }
}
