package org.godwit.auth.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.auth.account.AccountRepositories;
import org.godwit.auth.account.AccountRepository;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.fast.FastTokens;
import org.godwit.auth.oauth.AccessTokens;
import org.godwit.protocol.host.HostPolicy;
import org.jspecify.annotations.Nullable;

/** Which mechanisms a domain has, apart from what depends on the connection. Any thread. */
public final class SaslOffers {

  private final List<String> listed;
  private final Set<String> anonymousDomains;
  private final HostDirectory hosts;
  private final AccessTokens oauth;
  private final FastTokens fast;
  private final AccountRepositories repositories;

  /** What logs in apart from passwords, and where accounts are. */
  record Means(AccessTokens oauth, FastTokens fast, AccountRepositories repositories) {}

  SaslOffers(List<String> listed, Set<String> anonymousDomains, HostDirectory hosts, Means means) {
    this.listed = List.copyOf(listed);
    this.anonymousDomains = Set.copyOf(anonymousDomains);
    this.hosts = hosts;
    this.oauth = means.oauth();
    this.fast = means.fast();
    this.repositories = means.repositories();
  }

  /**
   * Returns the registered names, the preferred one first. SCRAM stands for itself and, where the
   * connection has a channel binding, for the mechanism with that; EXTERNAL for connections with a
   * certificate. A host may use less than is configured, not more, and only what the repository of
   * its accounts can do.
   */
  public List<String> mechanisms(String domain) {
    List<String> names = new ArrayList<>(listed);
    if (oauth.enabled()) {
      names.add(SaslMechanism.OAUTHBEARER.registeredName());
    }
    AccountRepository repository = repositories.of(domain);
    names.removeIf(name -> !canDo(repository, SaslMechanism.of(name)));
    HostPolicy policy = hosts.policyOf(domain);
    if (!policy.mechanisms().isEmpty()) {
      names.retainAll(policy.mechanisms());
    }
    Boolean anonymous = policy.anonymous();
    if (anonymous == null ? anonymousDomains.contains(domain) : anonymous) {
      names.add(SaslMechanism.ANONYMOUS.registeredName());
    }
    return names;
  }

  private static boolean canDo(AccountRepository repository, @Nullable SaslMechanism mechanism) {
    if (mechanism == null) {
      return false;
    }
    return switch (mechanism.family()) {
      case SCRAM, SCRAM_PLUS, HASHED_TOKEN -> repository.keepsPasswords();
      case PLAIN, EXTERNAL -> repository.checksPasswords();
      case OAUTHBEARER, ANONYMOUS -> true;
    };
  }

  /**
   * Tells whether clients of {@code domain} may have tokens (XEP-0484): they end with a password,
   * so nobody has any whose password is kept elsewhere.
   */
  public boolean tokens(String domain) {
    return fast.enabled() && repositories.of(domain).keepsPasswords();
  }

  boolean allows(SaslMechanism mechanism, String domain) {
    return mechanism.family() == SaslMechanism.Family.HASHED_TOKEN
        ? tokens(domain)
        : mechanisms(domain).contains(mechanism.choice().registeredName());
  }
}
