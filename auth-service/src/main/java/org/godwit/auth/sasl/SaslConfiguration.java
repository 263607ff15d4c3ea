package org.godwit.auth.sasl;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.godwit.auth.ConfigurationRefusedException;
import org.godwit.auth.account.AccountRepositories;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.account.LastLogins;
import org.godwit.auth.attempts.LoginDelays;
import org.godwit.auth.audit.LoginAudit;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.auth.domain.DomainProperties;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.fast.FastProperties;
import org.godwit.auth.fast.FastTokenStore;
import org.godwit.auth.fast.FastTokens;
import org.godwit.auth.oauth.AccessTokens;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the exchange with its key from {@code xmpp.auth.sasl}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SaslProperties.class)
class SaslConfiguration {

  private static final int NONCE_BYTES = 18;
  private static final int NAME_BYTES = 16;

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
  FastTokens fastTokens(
      FastProperties properties,
      FastTokenStore store,
      SealKey key,
      InstantSource time,
      SecureRandom random) {
    return new FastTokens(properties, store, key.forUse("fast tokens"), time, random);
  }

  @Bean
  SaslOffers.Means saslMeans(
      AccessTokens oauth, FastTokens fast, AccountRepositories repositories) {
    return new SaslOffers.Means(oauth, fast, repositories);
  }

  @Bean
  SaslOffers saslOffers(
      SaslProperties properties,
      DomainProperties configured,
      HostDirectory hosts,
      SaslOffers.Means means) {
    Set<String> anonymous = new HashSet<>();
    HostDirectory first = new HostDirectory(configured.domains());
    for (String domain : properties.anonymousDomains()) {
      String host = first.find(domain);
      if (host == null) {
        throw new ConfigurationRefusedException(
            "xmpp.auth.sasl.anonymous-domains contains '"
                + domain
                + "', which is not served: only domains in xmpp.domains are allowed.");
      }
      anonymous.add(host);
    }
    return new SaslOffers(properties.mechanisms(), anonymous, hosts, means);
  }

  @Bean
  Logins logins(
      Accounts accounts,
      SealKey key,
      PasswordProperties passwords,
      LoginDelays delays,
      LastLogins lastLogins) {
    FakeCredentials fakes =
        new FakeCredentials(key.forUse("fake credentials"), passwords::iterationsAt);
    return new Logins(accounts, fakes, delays, lastLogins::onLogin);
  }

  @Bean
  ScramExchange scramExchange(SaslProperties properties, Logins logins, SecureRandom random) {
    return new ScramExchange(logins, () -> nonce(random), properties.downgradeProtection());
  }

  @Bean
  PlainExchange plainExchange(Logins logins, PasswordHashing hashing) {
    return new PlainExchange(logins, hashing);
  }

  @Bean
  ProvenExchange provenExchange(Logins logins, AccessTokens oauth, SecureRandom random) {
    return new ProvenExchange(logins, oauth, () -> name(random));
  }

  @Bean
  TokenExchange tokenExchange(Logins logins, FastTokens fast) {
    return new TokenExchange(logins, fast);
  }

  @Bean
  SaslExchange.Mechanisms saslMechanisms(
      Logins logins,
      ScramExchange scram,
      PlainExchange plain,
      ProvenExchange proven,
      TokenExchange token) {
    return new SaslExchange.Mechanisms(logins, scram, plain, proven, token);
  }

  @Bean
  SaslExchange.Witnesses loginWitnesses(MeterRegistry registry, LoginAudit audit) {
    return new SaslExchange.Witnesses(new LoginMetrics(registry), audit);
  }

  @Bean
  SaslExchange saslExchange(
      SaslProperties properties,
      SaslOffers offers,
      SaslExchange.Mechanisms mechanisms,
      StateSeal seal,
      SaslExchange.Witnesses witnesses) {
    return new SaslExchange(properties, offers, mechanisms, seal, witnesses);
  }

  @Bean
  StateSeal stateSeal(
      SealKey key, SaslProperties properties, InstantSource time, SecureRandom random) {
    return new StateSeal(key.forUse("seal"), properties.stateLifetime(), time, random);
  }

  private static String name(SecureRandom random) {
    byte[] bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
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
