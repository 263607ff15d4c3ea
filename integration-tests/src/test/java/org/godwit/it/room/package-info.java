/** Rooms from outside. Entry: {@link org.godwit.it.room.RoomContract}. */
@NullMarked
package org.godwit.it.room;

import org.jspecify.annotations.NullMarked;
