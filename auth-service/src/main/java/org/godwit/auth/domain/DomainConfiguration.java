package org.godwit.auth.domain;

import org.godwit.auth.RecurringTask;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.protocol.host.VirtualHosts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the hosts from the database, and the database's first hosts from {@code xmpp.domains}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DomainProperties.class, HostProperties.class})
class DomainConfiguration {

  /** What only an instance that publishes has. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty(name = "xmpp.auth.hosts.publish", matchIfMissing = true)
  @Import(BusConfiguration.class)
  static class Publishing {

    @Bean
    HostTopic hostTopic(StanzaBus bus, VirtualHosts hosts) {
      return new HostTopic(bus, hosts);
    }
  }

  @Bean
  HostTable hostTable(
      JdbcTemplate database,
      PlatformTransactionManager transactions,
      HostProperties properties,
      DomainProperties configured) {
    HostTable table =
        new HostTable(database, new TransactionTemplate(transactions), properties.most());
    table.seed(configured.domains());
    return table;
  }

  /** Filled before anybody may ask. */
  @Bean
  HostDirectory hostDirectory(HostTable table) {
    HostDirectory directory = new HostDirectory();
    directory.replace(table.all());
    return directory;
  }

  @Bean
  HostSync hostSync(
      HostTable table,
      HostDirectory directory,
      ObjectProvider<HostTopic> topic,
      HostProperties properties) {
    return new HostSync(table, directory, topic.getIfAvailable(), properties.refresh());
  }

  /** At the start what the topic lacks is published at once. */
  @Bean
  RecurringTask hostSyncTask(HostSync sync, ObjectProvider<VirtualHosts> followed) {
    RecurringTask task = new RecurringTask("host-sync", sync::runGuarded);
    followed.ifAvailable(hosts -> hosts.onChange((_, _) -> task.wake()));
    return task;
  }

  /** What was published is looked after until the topic has brought it. */
  @Bean
  Hosts hosts(HostTable table, HostSync sync, @Qualifier("hostSyncTask") RecurringTask task) {
    return new Hosts(
        table,
        () -> {
          sync.run();
          task.wake();
        });
  }
}
