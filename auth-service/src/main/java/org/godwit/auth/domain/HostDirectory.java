package org.godwit.auth.domain;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Tells which domains are served. Any thread. */
public final class HostDirectory {

  private final Set<String> hosts;

  /** Makes a directory of {@code hosts}, which are prepared domainparts. */
  public HostDirectory(List<String> hosts) {
    this.hosts = Set.copyOf(hosts);
  }

  /** Returns the prepared name of {@code domain}, or null where it is not served. */
  public @Nullable String find(String domain) {
    if (hosts.contains(domain)) {
      return domain;
    }
    Jid jid = Jid.parse(domain);
    return jid != null && jid.isDomain() && hosts.contains(jid.domain()) ? jid.domain() : null;
  }

  /** Tells whether {@code jid} can be the address of an account here: bare and at a served host. */
  public boolean canHold(Jid jid) {
    return jid.local() != null && jid.isBare() && hosts.contains(jid.domain());
  }
}
