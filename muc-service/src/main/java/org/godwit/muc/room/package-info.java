/**
 * What a room is and decides (XEP-0045). Entry: {@link org.godwit.muc.room.RoomRules}. Pure: a
 * decision takes the room and a stanza, and returns the room after it and what is to be done; it
 * reads no clock, draws no random number, sends and stores nothing.
 */
@NullMarked
package org.godwit.muc.room;

import org.jspecify.annotations.NullMarked;
