package org.godwit.auth.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What events tell of logins.
 *
 * @param logins which logins make events: {@code all}, {@code failures} or {@code none}; default
 *     all
 * @param address what they tell of addresses: {@code truncated} (without the last byte, of IPv6 the
 *     /48), {@code full} or {@code none}; default truncated. A full one is personal data.
 */
@ConfigurationProperties("xmpp.auth.audit")
public record AuditProperties(
    @DefaultValue("all") Logins logins, @DefaultValue("truncated") Address address) {

  /** Which logins make events. */
  public enum Logins {
    /** All that have ended. */
    ALL,
    /** Those that failed. */
    FAILURES,
    /** None. */
    NONE
  }

  /** What events tell of addresses. */
  public enum Address {
    /** The network. */
    TRUNCATED,
    /** All of it. */
    FULL,
    /** Nothing. */
    NONE
  }
}
