package org.godwit.auth.sasl;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.auth.TestTime;
import org.godwit.auth.account.AccountRepositories;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.account.InMemoryAccountStore;
import org.godwit.auth.attempts.AttemptProperties;
import org.godwit.auth.attempts.LoginDelays;
import org.godwit.auth.audit.AuditEvents;
import org.godwit.auth.audit.AuditProperties;
import org.godwit.auth.audit.LoginAudit;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.fast.FastProperties;
import org.godwit.auth.fast.FastTokens;
import org.godwit.auth.fast.InMemoryFastTokenStore;
import org.godwit.auth.oauth.AccessTokens;
import org.godwit.auth.oauth.OauthProperties;
import org.godwit.protocol.jid.Jid;
import org.springframework.util.unit.DataSize;

/** An exchange on fakes. */
final class SaslFixture {

  static final OauthProperties NO_OAUTH =
      new OauthProperties(null, null, null, "sub", Duration.ofSeconds(30), Duration.ofSeconds(10));

  private static final AuditProperties AUDIT =
      new AuditProperties(AuditProperties.Logins.ALL, AuditProperties.Address.TRUNCATED);

  private final Accounts accounts;
  private final PasswordHashing hashing;
  private final TestTime time;
  private final SimpleMeterRegistry registry;
  final List<Jid> seen = new ArrayList<>();
  private boolean plainWithoutTls;
  private Set<String> anonymousDomains = Set.of();
  private OauthProperties oauth = NO_OAUTH;
  private AttemptProperties attempts = attempts(0, 0);
  private boolean fastEnabled = true;
  private AccountRepositories repositories = AccountRepositories.only(new InMemoryAccountStore());
  private AuditEvents events = AuditEvents.NONE;

  SaslFixture(
      Accounts accounts, PasswordHashing hashing, TestTime time, SimpleMeterRegistry registry) {
    this.accounts = accounts;
    this.hashing = hashing;
    this.time = time;
    this.registry = registry;
  }

  static AttemptProperties attempts(int perAccount, int perAddress) {
    return new AttemptProperties(
        perAccount,
        perAddress,
        Duration.ofSeconds(1),
        Duration.ofSeconds(8),
        Duration.ofMinutes(15),
        1000);
  }

  SaslFixture plainWithoutTls(boolean value) {
    plainWithoutTls = value;
    return this;
  }

  SaslFixture anonymousDomains(Set<String> value) {
    anonymousDomains = value;
    return this;
  }

  SaslFixture oauth(OauthProperties value) {
    oauth = value;
    return this;
  }

  SaslFixture events(AuditEvents value) {
    events = value;
    return this;
  }

  SaslFixture repositories(AccountRepositories value) {
    repositories = value;
    return this;
  }

  SaslFixture attempts(AttemptProperties value) {
    attempts = value;
    return this;
  }

  SaslFixture fastEnabled(boolean value) {
    fastEnabled = value;
    return this;
  }

  SaslExchange exchange() {
    List<String> mechanisms = SaslMechanism.choices();
    SaslProperties properties =
        new SaslProperties(
            mechanisms,
            anonymousDomains,
            true,
            plainWithoutTls,
            null,
            Duration.ofSeconds(60),
            DataSize.ofKilobytes(4));
    FastTokens fast =
        new FastTokens(
            new FastProperties(fastEnabled, Duration.ofDays(21), Duration.ofDays(1), 3),
            new InMemoryFastTokenStore(jid -> accounts.find(jid) != null),
            new byte[32],
            time,
            new SecureRandom());
    AccessTokens access = new AccessTokens(oauth, time);
    Logins logins =
        new Logins(
            accounts,
            new FakeCredentials(new byte[32], domain -> 4096),
            new LoginDelays(attempts, time, registry),
            seen::add);
    return new SaslExchange(
        properties,
        new SaslOffers(
            mechanisms,
            anonymousDomains,
            new HostDirectory(),
            new SaslOffers.Means(access, fast, repositories)),
        new SaslExchange.Mechanisms(
            logins,
            new ScramExchange(logins, () -> "servernonce", true),
            new PlainExchange(logins, hashing),
            new ProvenExchange(logins, access, () -> "0123abc"),
            new TokenExchange(logins, fast)),
        new StateSeal(new byte[32], Duration.ofSeconds(60), time, new SecureRandom()),
        new SaslExchange.Witnesses(new LoginMetrics(registry), new LoginAudit(AUDIT, events)));
  }
}
