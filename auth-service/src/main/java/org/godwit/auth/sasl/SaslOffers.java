package org.godwit.auth.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.fast.FastTokens;
import org.godwit.auth.oauth.AccessTokens;
import org.godwit.protocol.host.HostPolicy;

/** Which mechanisms a domain has, apart from what depends on the connection. Any thread. */
public final class SaslOffers {

  private final List<String> listed;
  private final Set<String> anonymousDomains;
  private final HostDirectory hosts;
  private final AccessTokens oauth;
  private final FastTokens fast;

  SaslOffers(
      List<String> listed,
      Set<String> anonymousDomains,
      HostDirectory hosts,
      AccessTokens oauth,
      FastTokens fast) {
    this.listed = List.copyOf(listed);
    this.anonymousDomains = Set.copyOf(anonymousDomains);
    this.hosts = hosts;
    this.oauth = oauth;
    this.fast = fast;
  }

  /**
   * Returns the registered names, the preferred one first. SCRAM stands for itself and, where the
   * connection has a channel binding, for the mechanism with that; EXTERNAL for connections with a
   * certificate. A host may use less than is configured, not more.
   */
  public List<String> mechanisms(String domain) {
    List<String> names = new ArrayList<>(listed);
    if (oauth.enabled()) {
      names.add(SaslMechanism.OAUTHBEARER.registeredName());
    }
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

  /** Tells whether clients may have tokens (XEP-0484). */
  public boolean tokens() {
    return fast.enabled();
  }

  boolean allows(SaslMechanism mechanism, String domain) {
    return mechanism.family() == SaslMechanism.Family.HASHED_TOKEN
        ? fast.enabled()
        : mechanisms(domain).contains(mechanism.choice().registeredName());
  }
}
