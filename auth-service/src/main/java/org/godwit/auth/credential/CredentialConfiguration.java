package org.godwit.auth.credential;

import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the hashing threads from {@code xmpp.auth.password}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordProperties.class)
class CredentialConfiguration {

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  PasswordHashing passwordHashing(PasswordProperties properties, SecureRandom random) {
    return new PasswordHashing(properties, random);
  }
}
