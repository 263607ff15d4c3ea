package org.godwit.auth.domain;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.host.HostPolicy;
import org.godwit.protocol.host.VirtualHost;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Tells which domains are served at the moment, and what each may do. Any thread. */
public final class HostDirectory {

  private volatile Map<String, VirtualHost> hosts = Map.of();

  /** Makes a directory without hosts. */
  public HostDirectory() {}

  /** Makes a directory of {@code names}, prepared domainparts, that say nothing of their own. */
  public HostDirectory(List<String> names) {
    replace(
        names.stream().map(name -> new VirtualHost(name, "0", 0, HostPolicy.CONFIGURED)).toList());
  }

  /** Takes {@code now} for all hosts there are. */
  void replace(Collection<VirtualHost> now) {
    Map<String, VirtualHost> next = new LinkedHashMap<>();
    now.forEach(host -> next.put(host.name(), host));
    hosts = next;
  }

  /** Returns all hosts in the order of their positions. */
  public List<VirtualHost> all() {
    return List.copyOf(hosts.values());
  }

  /** Returns the prepared name of {@code domain}, or null where it is not served. */
  public @Nullable String find(String domain) {
    Map<String, VirtualHost> now = hosts;
    if (now.containsKey(domain)) {
      return domain;
    }
    Jid jid = Jid.parse(domain);
    return jid != null && jid.isDomain() && now.containsKey(jid.domain()) ? jid.domain() : null;
  }

  /** Returns what {@code host} may do; as configured for one that is not served. */
  public HostPolicy policyOf(String host) {
    VirtualHost known = hosts.get(host);
    return known == null ? HostPolicy.CONFIGURED : known.policy();
  }

  /** Tells whether {@code jid} can be the address of an account here: bare and at a served host. */
  public boolean canHold(Jid jid) {
    return jid.local() != null && jid.isBare() && hosts.containsKey(jid.domain());
  }
}
