package org.godwit.bus;

import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.godwit.protocol.jid.ServedDomains;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every service must agree on.
 *
 * @param domains virtual hosts that this installation begins with, each a domain name, at least
 *     one; default {@code localhost}. auth-service puts them into its database when that has no
 *     hosts; from then on they are added, changed and removed by REST, and a service goes by these
 *     only until it has seen topic {@code vhosts}. Rooms live at {@code muc.<host>}, channels at
 *     {@code channel.<host>}. Stanzas to any other domain are remote.
 */
@Validated
@ConfigurationProperties("xmpp")
public record XmppProperties(@DefaultValue("localhost") @NotEmpty List<String> domains) {

  /** Refuses a list that is not usable as served domains. */
  public XmppProperties {
    domains = List.copyOf(domains);
    if (!domains.isEmpty()) {
      try {
        new ServedDomains(domains);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("xmpp.domains is " + domains + ": " + e.getMessage(), e);
      }
    }
  }
}
