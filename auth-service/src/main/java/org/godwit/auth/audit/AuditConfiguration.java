package org.godwit.auth.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import org.godwit.bus.EventPublisher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Makes the audit; without a bus it is log lines alone. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

  @Bean
  Audit audit(AuditEvents events) {
    return new Audit(events);
  }

  @Bean
  LoginAudit loginAudit(AuditProperties properties, AuditEvents events) {
    return new LoginAudit(properties, events);
  }

  @Bean
  AuditEvents auditEvents(
      ObjectProvider<EventPublisher> bus,
      JsonMapper json,
      InstantSource time,
      SecureRandom random,
      MeterRegistry registry) {
    EventPublisher publisher = bus.getIfAvailable();
    return publisher == null
        ? AuditEvents.NONE
        : new EventTopic(
            publisher, json, time, () -> new UUID(random.nextLong(), random.nextLong()), registry);
  }
}
