package org.godwit.bus.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.godwit.bus.HostFollower;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.XmppProperties;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.ServedDomains;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the bus from {@code spring.kafka.*} and {@code xmpp.bus.*}; to be imported by a service.
 *
 * <p>The bus connects and creates the topics when its bean is made. Beans that use it are destroyed
 * before it; what they left open is closed, subscriptions first, then the producer.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BusProperties.class, XmppProperties.class, KafkaProperties.class})
public class BusConfiguration {

  @Bean(destroyMethod = "close")
  KafkaStanzaBus stanzaBus(
      KafkaProperties kafka, BusProperties bus, ObjectProvider<MeterRegistry> meters) {
    return KafkaStanzaBus.open(kafka, bus, meters.getIfAvailable(CompositeMeterRegistry::new));
  }

  /**
   * The virtual hosts, followed from the beginning of their topic. Returns when all that stood
   * there at the start has been read.
   */
  @Bean
  VirtualHosts virtualHosts(StanzaBus bus, XmppProperties xmpp, BusProperties properties) {
    return HostFollower.follow(bus, xmpp.domains(), properties.startTimeout());
  }

  @Bean
  ServedDomains servedDomains(VirtualHosts hosts) {
    return hosts.domains();
  }
}
