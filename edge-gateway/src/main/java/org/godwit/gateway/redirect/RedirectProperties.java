package org.godwit.gateway.redirect;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which gateway a client over TCP is to use; one at another is told so with {@code see-other-host},
 * when its stream header names its account or when it has authenticated. Only gateways whose lease
 * is held are named.
 *
 * @param strategy {@code none}: any; {@code hash}: the one that consistent hashing of the bare JID
 *     picks, so that a gateway that comes or goes moves no other clients than its own; {@code
 *     least-connections}: the one with the fewest streams; default {@code none}. With another than
 *     {@code none}, a gateway that is drained tells its clients as well where to go
 * @param slack streams that a gateway may have more than the one with the fewest before {@code
 *     least-connections} sends clients there, in percent of its own, 1 to 100; default 10; less
 *     evens out sooner and sends more clients to and fro
 * @param hosts the addresses of all gateways, {@code HOST} or {@code HOST:PORT} by gateway id, as
 *     clients can reach them; an IPv6 address stands in brackets; default none; needed with every
 *     strategy but {@code none}
 */
@Validated
@ConfigurationProperties("xmpp.gateway.see-other-host")
public record RedirectProperties(
    @DefaultValue("none") Strategy strategy,
    @DefaultValue("10") int slack,
    @DefaultValue Map<String, String> hosts) {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  /** How a gateway is chosen. */
  public enum Strategy {
    /** Not at all. */
    NONE,
    /** By the account. */
    HASH,
    /** By the number of streams. */
    LEAST_CONNECTIONS
  }

  /** Checks what annotations cannot express. */
  public RedirectProperties {
    hosts = Map.copyOf(hosts);
    if (slack < 1 || slack > 100) {
      throw refused("slack", slack, "between 1 and 100");
    }
    if (strategy != Strategy.NONE && hosts.isEmpty()) {
      throw refused("hosts", "empty", "the address of every gateway where a strategy is set");
    }
    for (Map.Entry<String, String> host : hosts.entrySet()) {
      if (!HOST.matcher(host.getValue()).matches()) {
        throw refused("hosts." + host.getKey(), host.getValue(), "HOST or HOST:PORT");
      }
    }
  }

  private static IllegalArgumentException refused(String key, Object value, String allowed) {
    return new IllegalArgumentException(
        "xmpp.gateway.see-other-host." + key + " is " + value + " but must be " + allowed);
  }
}
