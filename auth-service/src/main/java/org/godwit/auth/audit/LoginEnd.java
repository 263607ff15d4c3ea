package org.godwit.auth.audit;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * How a login ended.
 *
 * @param domain the virtual host
 * @param account the bare JID; null where there is no such account, because what is typed as a name
 *     may be a password
 * @param mechanism registered name of the mechanism, or {@code unknown}
 * @param reason null for success; otherwise element name of the SASL condition, or {@link
 *     #THROTTLED}
 * @param address where from; null where unknown
 */
public record LoginEnd(
    String domain,
    @Nullable Jid account,
    String mechanism,
    @Nullable String reason,
    @Nullable String address) {

  /** Nobody may try at the moment, because too many have failed before. */
  public static final String THROTTLED = "throttled";
}
