package org.godwit.auth.oauth;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the check from {@code xmpp.auth.oauth}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OauthProperties.class)
class OauthConfiguration {

  @Bean
  AccessTokens accessTokens(OauthProperties properties, InstantSource time) {
    return new AccessTokens(properties, time);
  }
}
