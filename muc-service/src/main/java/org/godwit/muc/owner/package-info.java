/**
 * The owner of a partition of rooms. Entry: {@link org.godwit.muc.owner.RoomPartition}; it feeds
 * the rules of {@code org.godwit.muc.room} and does what they decide. A record is done when all
 * that follows from it is durable.
 */
@NullMarked
package org.godwit.muc.owner;

import org.jspecify.annotations.NullMarked;
