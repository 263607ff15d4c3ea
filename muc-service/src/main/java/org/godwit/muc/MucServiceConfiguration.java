package org.godwit.muc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.muc.owner.OwnerPorts;
import org.godwit.muc.owner.OwnerSettings;
import org.godwit.muc.owner.RoomMetrics;
import org.godwit.muc.owner.RoomPartition;
import org.godwit.muc.room.RoomStore;
import org.godwit.muc.store.RoomExpiry;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The service's parts: from the bus through the rooms back to the bus. */
@Configuration(proxyBeanMethods = false)
@Import(BusConfiguration.class)
@EnableConfigurationProperties(MucProperties.class)
class MucServiceConfiguration {

  private static final int SECRET_BYTES = 24;

  @Bean
  RoomMetrics roomMetrics(MeterRegistry meters) {
    return new RoomMetrics(meters);
  }

  @Bean
  OwnerPorts ownerPorts(
      StanzaBus bus, RoomStore store, ServedDomains domains, IqDispatcher dispatcher) {
    SecureRandom random = new SecureRandom();
    return new OwnerPorts(bus, store, domains, dispatcher, () -> secret(random));
  }

  private static String secret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Bean
  RoomsSubscription rooms(
      StanzaBus bus, OwnerPorts ports, RoomMetrics metrics, MucProperties properties) {
    OwnerSettings settings = properties.ownerSettings();
    return new RoomsSubscription(
        bus.own(
            new OwnedTopic(
                Topics.MUC,
                Topics.MUC,
                Topics.MUC_STATE,
                properties.threads(),
                partition -> new RoomPartition(partition, ports, settings, metrics))));
  }

  @Bean(initMethod = "start")
  RoomExpiry roomExpiry(JdbcTemplate jdbc, MucProperties properties, MeterRegistry meters) {
    Counter expired =
        Counter.builder("xmpp.muc.archive.expired")
            .description("Messages of rooms that were deleted because their time was over")
            .register(meters);
    return new RoomExpiry(
        jdbc, properties.archiveKept(), InstantSource.system(), expired::increment);
  }
}
