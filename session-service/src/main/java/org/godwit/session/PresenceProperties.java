package org.godwit.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Presence (RFC 6121, section 4).
 *
 * @param sizeMax size of a presence stanza to all, 256B to 64KB; default 8KB. A larger one gets
 *     policy-violation. The last one of each resource is kept in memory and in the state topic.
 * @param directedMax addresses of directed presence, rooms among them, that are remembered of one
 *     resource, 0 to 10000; default 200. Whoever is forgotten does not hear that it has gone.
 * @param unreadRecheck how long an account whose roster and privacy lists could not be read goes on
 *     without them before they are read again, 1s to 10m; default 10s
 * @param offlineAtBind whether accounts of hosts on which module {@code presence} is off get their
 *     stored messages when they bind a resource; default false: with their first presence
 */
@Validated
@ConfigurationProperties("xmpp.session.presence")
public record PresenceProperties(
    @DefaultValue("8KB") DataSize sizeMax,
    @DefaultValue("200") @Min(0) @Max(10_000) int directedMax,
    @DefaultValue("10s") Duration unreadRecheck,
    @DefaultValue("false") boolean offlineAtBind) {

  /** Checks what annotations cannot say. */
  public PresenceProperties {
    if (sizeMax.toBytes() < 256 || sizeMax.toBytes() > 65_536) {
      throw new IllegalArgumentException(
          "xmpp.session.presence.size-max is " + sizeMax + "; allowed is 256B to 64KB");
    }
    if (unreadRecheck.compareTo(Duration.ofSeconds(1)) < 0
        || unreadRecheck.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.presence.unread-recheck is " + unreadRecheck + "; allowed is 1s to 10m");
    }
  }
}
