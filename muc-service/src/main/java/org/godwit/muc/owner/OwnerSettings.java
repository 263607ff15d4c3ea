package org.godwit.muc.owner;

import org.godwit.muc.room.RoomLimits;

/**
 * What an owner keeps to.
 *
 * @param limits what rooms are allowed
 * @param roomsMax rooms of one partition in memory that have occupants or are under work; more are
 *     not created
 * @param cachedMax rooms of one partition in memory in all; those without occupants give way
 * @param streamsMax sending streams whose last stanza is remembered
 * @param receiversMax occupants that one record on the bus is for at most
 */
public record OwnerSettings(
    RoomLimits limits, int roomsMax, int cachedMax, int streamsMax, int receiversMax) {}
