package org.godwit.protocol.jid;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The virtual hosts of this installation and the service domains below them.
 *
 * @param hosts served domains, normalised; at least one
 */
public record ServedDomains(List<String> hosts) {

  /** What stands before a host in the domain of its rooms. */
  public static final String MUC_PREFIX = "muc.";

  /** What stands before a host in the domain of its channels. */
  public static final String CHANNEL_PREFIX = "channel.";

  /** Normalises the hosts; refuses what is no domain, and a host that is a service of another. */
  public ServedDomains {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("no served domain: at least one host is needed");
    }
    hosts = hosts.stream().map(ServedDomains::normalised).distinct().toList();
    Set<String> services = new HashSet<>();
    for (String host : hosts) {
      services.add(MUC_PREFIX + host);
      services.add(CHANNEL_PREFIX + host);
    }
    for (String host : hosts) {
      if (services.contains(host)) {
        throw new IllegalArgumentException(
            "served domain '" + host + "' is also a service domain of another served domain");
      }
    }
  }

  /** Returns the service that a normalised {@code domain} belongs to. */
  public ServiceKind serviceOf(String domain) {
    for (String host : hosts) {
      if (domain.equals(host)) {
        return ServiceKind.SESSION;
      }
      if (isBelow(domain, MUC_PREFIX, host)) {
        return ServiceKind.MUC;
      }
      if (isBelow(domain, CHANNEL_PREFIX, host)) {
        return ServiceKind.CHANNEL;
      }
    }
    return ServiceKind.REMOTE;
  }

  /** Returns the host that {@code domain} is or is a service of; null for a remote domain. */
  public @Nullable String hostOf(String domain) {
    for (String host : hosts) {
      if (domain.equals(host)
          || isBelow(domain, MUC_PREFIX, host)
          || isBelow(domain, CHANNEL_PREFIX, host)) {
        return host;
      }
    }
    return null;
  }

  private static boolean isBelow(String domain, String prefix, String host) {
    return domain.length() == prefix.length() + host.length()
        && domain.startsWith(prefix)
        && domain.endsWith(host);
  }

  private static String normalised(String host) {
    Jid jid = Jid.parse(host);
    if (jid == null || !jid.isDomain()) {
      throw new IllegalArgumentException("served domain '" + host + "' is not a domain name");
    }
    return jid.domain();
  }
}
