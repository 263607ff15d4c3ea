package org.godwit.auth.sasl;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the exchange with its key from {@code xmpp.auth.sasl}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SaslProperties.class)
class SaslConfiguration {

  private static final int NONCE_BYTES = 18;

  @Bean
  SealKey sealKey(SaslProperties properties, SecureRandom random) {
    if (properties.sealKeyFile() != null) {
      return new SealKey(SealKeyFile.readOrMake(properties.sealKeyFile(), random));
    }
    byte[] key = new byte[SealKeyFile.KEY_BYTES];
    random.nextBytes(key);
    return new SealKey(key);
  }

  @Bean
  SaslSecrets saslSecrets(
      SealKey key,
      SaslProperties properties,
      PasswordProperties passwords,
      InstantSource time,
      SecureRandom random) {
    return new SaslSecrets(
        new StateSeal(key.forUse("seal"), properties.stateLifetime(), time, random),
        new FakeCredentials(key.forUse("fake credentials"), passwords.iterations()),
        () -> nonce(random));
  }

  @Bean
  SaslExchange saslExchange(
      SaslProperties properties,
      Accounts accounts,
      PasswordHashing hashing,
      SaslSecrets secrets,
      MeterRegistry registry) {
    return new SaslExchange(properties, accounts, hashing, secrets, new LoginMetrics(registry));
  }

  private static String nonce(SecureRandom random) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The key that all others are made from. */
  record SealKey(byte[] bytes) {
    byte[] forUse(String use) {
      return ScramKeys.hmac(ScramHash.SHA_256, bytes, use.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
      return "SealKey";
    }
  }
}
