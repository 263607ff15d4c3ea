package org.godwit.auth.invite;

import java.time.Duration;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that somebody wants.
 *
 * @param domain a served host
 * @param username the localpart that it is for, as it was typed; null for any
 * @param inviter the bare JID of who asks; null for an administrator by REST
 * @param contact whether inviter and new account become contacts of each other
 * @param lifetime how long it is good; null for {@code xmpp.auth.invites.lifetime}
 */
public record InviteWish(
    String domain,
    @Nullable String username,
    @Nullable Jid inviter,
    boolean contact,
    @Nullable Duration lifetime) {}
