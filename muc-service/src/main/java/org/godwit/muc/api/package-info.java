/**
 * Rooms for administrators, by REST. Entry: {@link org.godwit.muc.api.RoomController}. What changes
 * a room is done by the room's owner in its turn.
 */
@NullMarked
package org.godwit.muc.api;

import org.jspecify.annotations.NullMarked;
