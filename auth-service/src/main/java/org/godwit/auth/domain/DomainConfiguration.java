package org.godwit.auth.domain;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the directory from {@code xmpp.domains}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DomainProperties.class)
class DomainConfiguration {

  @Bean
  HostDirectory hostDirectory(DomainProperties properties) {
    return new HostDirectory(properties.domains());
  }
}
