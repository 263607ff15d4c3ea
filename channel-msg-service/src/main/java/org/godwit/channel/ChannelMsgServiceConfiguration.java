package org.godwit.channel;

import org.godwit.bus.OwnedTopic;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The service's parts: from the bus through the answers back to the bus. */
@Configuration(proxyBeanMethods = false)
@Import(BusConfiguration.class)
@EnableConfigurationProperties(ChannelProperties.class)
class ChannelMsgServiceConfiguration {

  @Bean
  ChannelAnswers channelAnswers(ServedDomains domains, IqDispatcher dispatcher) {
    return new ChannelAnswers(domains, dispatcher);
  }

  @Bean
  ChannelsSubscription channels(
      StanzaBus bus, ChannelAnswers answers, ChannelProperties properties) {
    return new ChannelsSubscription(
        bus.own(
            new OwnedTopic(
                Topics.CHANNEL,
                Topics.CHANNEL,
                null,
                properties.threads(),
                partition -> new ChannelsOwner(answers, bus))));
  }
}
