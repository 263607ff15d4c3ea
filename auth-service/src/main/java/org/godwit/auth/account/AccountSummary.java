package org.godwit.auth.account;

import java.time.Instant;
import org.godwit.protocol.jid.Jid;

/**
 * An account without its credentials, as in a list.
 *
 * @param jid its bare JID
 * @param enabled whether it may log in
 * @param created when it was made
 */
public record AccountSummary(Jid jid, boolean enabled, Instant created) {}
