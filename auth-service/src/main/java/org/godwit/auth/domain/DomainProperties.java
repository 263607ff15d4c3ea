package org.godwit.auth.domain;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The served domains, the same key for all services.
 *
 * @param domains the domains whose accounts live here; at least one, each a valid domainpart (RFC
 *     7622, section 3.2); default {@code localhost}. A domain that is taken out keeps its rows, but
 *     nobody can log in there any more.
 */
@ConfigurationProperties("xmpp")
public record DomainProperties(@DefaultValue("localhost") List<String> domains) {

  /** Prepares the domains and refuses what is none. */
  public DomainProperties {
    if (domains.isEmpty()) {
      throw new IllegalArgumentException("xmpp.domains is empty: name at least one domain.");
    }
    domains = domains.stream().map(DomainProperties::prepare).distinct().toList();
  }

  private static String prepare(String domain) {
    Jid jid = Jid.parse(domain);
    if (jid == null || !jid.isDomain()) {
      throw new IllegalArgumentException(
          "xmpp.domains contains '" + domain + "': a domain such as example.com is allowed.");
    }
    return jid.domain();
  }
}
