package org.godwit.auth.invite;

import java.time.Instant;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * An invitation, without its token.
 *
 * @param id names it to administrators
 * @param domain the host that it is for
 * @param username the localpart that it is for, which nobody else may register; null for any
 * @param inviter whose it is; null for an administrator by REST
 * @param contact whether inviter and new account become contacts of each other
 * @param created when it was made
 * @param expiry until when it can be shown
 */
public record Invite(
    long id,
    String domain,
    @Nullable String username,
    @Nullable Jid inviter,
    boolean contact,
    Instant created,
    Instant expiry) {}
