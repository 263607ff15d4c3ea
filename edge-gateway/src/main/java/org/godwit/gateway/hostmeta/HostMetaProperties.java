package org.godwit.gateway.hostmeta;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What {@code /.well-known/host-meta} and {@code host-meta.json} of the HTTP listeners say
 * (XEP-0156).
 *
 * @param websocketUrl URL of the WebSocket listener as clients reach it, {@code wss:} as XEP-0156,
 *     section 2.2, demands; default none: the served domain with port and path of the listener
 * @param boshUrl URL of the BOSH listener as clients reach it, {@code https:}; default none: the
 *     same
 */
@Validated
@ConfigurationProperties("xmpp.gateway.host-meta")
public record HostMetaProperties(@Nullable URI websocketUrl, @Nullable URI boshUrl) {
  /** Checks what annotations cannot express. */
  public HostMetaProperties {
    check("websocket-url", websocketUrl, "wss");
    check("bosh-url", boshUrl, "https");
  }

  private static void check(String key, @Nullable URI url, String scheme) {
    if (url != null && !scheme.equals(url.getScheme())) {
      throw new IllegalArgumentException(
          "xmpp.gateway.host-meta." + key + " is " + url + " but must be a " + scheme + ": URL");
    }
  }
}
