package org.godwit.gateway.drain;

import org.godwit.gateway.netty.C2sListener;
import org.godwit.protocol.stanza.StreamError;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts that empty a gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DrainProperties.class)
@Import(DrainController.class)
public class DrainConfiguration {

  @Bean
  Drain drain(DrainProperties properties, C2sListener listener) {
    return new Drain(
        properties,
        new Drain.Streams() {
          @Override
          public void stopListening() {
            listener.stopListening();
          }

          @Override
          public int drain(StreamError error, int count) {
            return listener.drain(error, count);
          }
        },
        System::nanoTime);
  }

  /** A gateway that empties itself is not ready for clients. */
  @Bean
  HealthIndicator drainHealthIndicator(Drain drain) {
    return () ->
        (drain.isServing() ? Health.up() : Health.outOfService())
            .withDetail("phase", drain.progress().phase())
            .build();
  }
}
