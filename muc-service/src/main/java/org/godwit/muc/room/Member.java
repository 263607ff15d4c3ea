package org.godwit.muc.room;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a room's affiliation lists.
 *
 * @param affiliation the affiliation; never {@link Affiliation#NONE}
 * @param nick the reserved nickname; null for none
 * @param reason why; null for none
 */
public record Member(Affiliation affiliation, @Nullable String nick, @Nullable String reason) {}
