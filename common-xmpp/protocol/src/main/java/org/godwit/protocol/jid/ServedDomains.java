package org.godwit.protocol.jid;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The virtual hosts of this installation and the service domains below them, as they are at the
 * moment. Reads: any thread, without a lock. Who needs two answers that fit together asks once.
 */
public final class ServedDomains {

  /** What stands before a host in the domain of its rooms. */
  public static final String MUC_PREFIX = "muc.";

  /** What stands before a host in the domain of its channels. */
  public static final String CHANNEL_PREFIX = "channel.";

  private volatile Snapshot now;

  private record Snapshot(List<String> hosts, Map<String, Served> domains) {}

  private record Served(String host, ServiceKind service) {}

  /**
   * Serves {@code hosts} with all services.
   *
   * @param hosts at least one; they are normalised
   * @throws IllegalArgumentException where one is no domain, or is a service of another
   */
  public ServedDomains(List<String> hosts) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("no served domain: at least one host is needed");
    }
    Map<String, Set<ServiceKind>> served = new LinkedHashMap<>();
    hosts.forEach(host -> served.put(normalised(host), EnumSet.allOf(ServiceKind.class)));
    for (String host : served.keySet()) {
      if (isServiceOf(host, served.keySet())) {
        throw new IllegalArgumentException(
            "served domain '" + host + "' is also a service domain of another served domain");
      }
    }
    now = snapshot(served);
  }

  /** Tells whether {@code domain} is a service domain below one of {@code hosts}. */
  public static boolean isServiceOf(String domain, Set<String> hosts) {
    return isBelow(domain, MUC_PREFIX, hosts) || isBelow(domain, CHANNEL_PREFIX, hosts);
  }

  private static boolean isBelow(String domain, String prefix, Set<String> hosts) {
    return domain.startsWith(prefix) && hosts.contains(domain.substring(prefix.length()));
  }

  /**
   * Serves these hosts from now on.
   *
   * @param hosts normalised, in order, the default one first, each with the services that it has
   */
  public void replace(Map<String, Set<ServiceKind>> hosts) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("no served domain: at least one host is needed");
    }
    now = snapshot(hosts);
  }

  private static Snapshot snapshot(Map<String, Set<ServiceKind>> hosts) {
    Map<String, Served> domains = new HashMap<>();
    hosts.forEach((host, services) -> {
      if (services.contains(ServiceKind.MUC)) {
        domains.put(MUC_PREFIX + host, new Served(host, ServiceKind.MUC));
      }
      if (services.contains(ServiceKind.CHANNEL)) {
        domains.put(CHANNEL_PREFIX + host, new Served(host, ServiceKind.CHANNEL));
      }
    });
    hosts.keySet().forEach(host -> domains.put(host, new Served(host, ServiceKind.SESSION)));
    return new Snapshot(List.copyOf(hosts.keySet()), Map.copyOf(domains));
  }

  /** Returns the hosts, the default one first; at least one. */
  public List<String> hosts() {
    return now.hosts();
  }

  /** Tells whether a normalised {@code domain} is a host. */
  public boolean isHost(String domain) {
    return serviceOf(domain) == ServiceKind.SESSION;
  }

  /** Returns the service that a normalised {@code domain} belongs to. */
  public ServiceKind serviceOf(String domain) {
    Served served = now.domains().get(domain);
    return served == null ? ServiceKind.REMOTE : served.service();
  }

  /** Returns the host that {@code domain} is or is a service of; null for a remote domain. */
  public @Nullable String hostOf(String domain) {
    Served served = now.domains().get(domain);
    return served == null ? null : served.host();
  }

  private static String normalised(String host) {
    Jid jid = Jid.parse(host);
    if (jid == null || !jid.isDomain()) {
      throw new IllegalArgumentException("served domain '" + host + "' is not a domain name");
    }
    return jid.domain();
  }
}
