package org.godwit.auth.access;

import java.net.InetAddress;
import java.time.InstantSource;
import org.godwit.auth.ConfigurationRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes the access from {@code xmpp.auth.api}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {

  @Bean
  Access access(AccessProperties properties, InstantSource time, Environment environment) {
    String address = environment.getProperty("server.address");
    if (properties.enabled() && properties.isOpen() && !isLoopback(address)) {
      throw new ConfigurationRefusedException(
          "server.address is "
              + (address == null ? "not set" : "'" + address + "'")
              + ", where others can reach the administrators' API, but neither"
              + " xmpp.auth.api.tokens-file nor xmpp.auth.api.jwks-file is set: set one, or"
              + " xmpp.auth.api.enabled=false.");
    }
    return new Access(properties, time);
  }

  @Bean
  IdempotentRequests idempotentRequests(
      JdbcTemplate database, AccessProperties properties, InstantSource time) {
    return new IdempotentRequests(database, properties.idempotencyKept(), time);
  }

  private static boolean isLoopback(@Nullable String address) {
    if (address == null || address.equals("localhost")) {
      return address != null;
    }
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      // A name may be anybody's address.
      return false;
    }
  }
}
