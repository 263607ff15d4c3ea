package org.godwit.auth.attempts;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the delays from {@code xmpp.auth.attempts}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttemptProperties.class)
class AttemptConfiguration {

  @Bean
  LoginDelays loginDelays(AttemptProperties properties, MeterRegistry registry) {
    return new LoginDelays(properties, Ticker.systemTicker(), registry);
  }
}
