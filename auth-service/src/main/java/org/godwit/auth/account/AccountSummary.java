package org.godwit.auth.account;

import java.time.Instant;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * An account without its credentials, as in a list.
 *
 * @param jid its bare JID
 * @param enabled whether it may log in
 * @param created when it was made
 * @param lastLogin when it logged in last; null for never
 */
public record AccountSummary(
    Jid jid, boolean enabled, Instant created, @Nullable Instant lastLogin) {}
