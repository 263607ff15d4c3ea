package org.godwit.auth.attempts;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.UUID;
import org.godwit.bus.StanzaBus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the delays from {@code xmpp.auth.attempts}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttemptProperties.class)
class AttemptConfiguration {

  @Bean
  LoginDelays loginDelays(
      AttemptProperties properties,
      ObjectProvider<StanzaBus> buses,
      InstantSource time,
      MeterRegistry registry) {
    StanzaBus bus = buses.getIfAvailable();
    if (bus == null) {
      return new LoginDelays(properties, Ticker.systemTicker(), registry);
    }
    FailureTopic topic = new FailureTopic(bus, UUID.randomUUID().toString(), time, registry);
    LoginDelays delays = new LoginDelays(properties, Ticker.systemTicker(), registry, topic);
    topic.bringTo(delays);
    return delays;
  }
}
