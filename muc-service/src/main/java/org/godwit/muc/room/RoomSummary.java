package org.godwit.muc.room;

import org.godwit.protocol.jid.Jid;

/**
 * A room in the list for administrators.
 *
 * @param jid its address
 * @param name its name
 * @param listed whether users find it
 * @param locked whether it waits for its first configuration
 * @param createdAtMs when it was created, in milliseconds since 1970
 * @param creator who created it
 */
public record RoomSummary(
    Jid jid, String name, boolean listed, boolean locked, long createdAtMs, Jid creator) {}
