package org.godwit.muc;

import org.godwit.bus.OwnedTopic;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Topics;
import org.godwit.bus.XmppProperties;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.protocol.module.IqDispatcher;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The service's parts: from the bus through the answers back to the bus. */
@Configuration(proxyBeanMethods = false)
@Import(BusConfiguration.class)
@EnableConfigurationProperties(MucProperties.class)
class MucServiceConfiguration {

  @Bean
  RoomAnswers roomAnswers(XmppProperties xmpp, IqDispatcher dispatcher) {
    return new RoomAnswers(xmpp.servedDomains(), dispatcher);
  }

  @Bean
  RoomsSubscription rooms(StanzaBus bus, RoomAnswers answers, MucProperties properties) {
    return new RoomsSubscription(
        bus.own(
            new OwnedTopic(
                Topics.MUC,
                Topics.MUC,
                null,
                properties.threads(),
                partition -> new RoomsOwner(answers, bus))));
  }
}
