package org.godwit.protocol.host;

import java.util.Locale;
import java.util.Set;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.jspecify.annotations.Nullable;

/**
 * With whom the accounts of a host may exchange stanzas. Pure.
 *
 * @param policy how it decides
 * @param domains what {@code LIST} allows and {@code BLACKLIST} forbids, normalised; else empty
 */
public record DomainFilter(Policy policy, Set<String> domains) {

  /** Everything may pass. */
  public static final DomainFilter ALL = new DomainFilter(Policy.ALL, Set.of());

  /** How a filter decides. */
  public enum Policy {
    /** Everything passes. */
    ALL,
    /** Only domains of this installation. */
    LOCAL,
    /** Only the host itself and its services. */
    OWN,
    /** Only the own account and the host's server. */
    BLOCK,
    /** Only the listed domains. */
    LIST,
    /** All but the listed domains. */
    BLACKLIST;

    /** Returns the name as it stands in REST and on the bus. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the policy that {@code text} names, or null for none. */
    public static @Nullable Policy of(String text) {
      for (Policy policy : values()) {
        if (policy.text().equals(text)) {
          return policy;
        }
      }
      return null;
    }
  }

  /** Copies the set. */
  public DomainFilter {
    domains = Set.copyOf(domains);
  }

  /**
   * Tells whether an account of {@code host} may exchange stanzas with another account, or with a
   * service, at {@code peer}. What an account sends to itself and to its own server is not asked
   * about: it always passes.
   */
  public boolean allows(String host, String peer, ServedDomains served) {
    return switch (policy) {
      case ALL -> true;
      case LOCAL -> served.serviceOf(peer) != ServiceKind.REMOTE;
      case OWN -> host.equals(served.hostOf(peer));
      case BLOCK -> false;
      case LIST -> domains.contains(peer);
      case BLACKLIST -> !domains.contains(peer);
    };
  }
}
