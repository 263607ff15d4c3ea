package org.godwit.auth.userdata;

import org.godwit.auth.account.SecretFile;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the client of session-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UserDataProperties.class)
class UserDataConfiguration {

  @Bean
  UserData userData(UserDataProperties properties) {
    return new UserData(
        properties,
        properties.tokenFile() == null
            ? null
            : SecretFile.read("xmpp.auth.user-data.token-file", properties.tokenFile()));
  }
}
