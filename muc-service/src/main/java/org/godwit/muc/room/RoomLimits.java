package org.godwit.muc.room;

/**
 * What the service allows in every room.
 *
 * @param occupantsMax occupants of a room
 * @param sessionsMax sessions of an occupant
 * @param historyMax messages of history that a room keeps at hand
 * @param nickCharsMax characters of a nickname
 * @param textCharsMax characters of a room's name, description or subject
 * @param affiliationsMax entries of all affiliation lists of a room
 * @param itemsMax items of one request or answer
 * @param vcardBytesMax bytes of a room's vCard
 * @param historyKeptMs how old a message of the history may be, in milliseconds; 0 for any age
 * @param creation whether users may create rooms
 */
public record RoomLimits(
    int occupantsMax,
    int sessionsMax,
    int historyMax,
    int nickCharsMax,
    int textCharsMax,
    int affiliationsMax,
    int itemsMax,
    int vcardBytesMax,
    long historyKeptMs,
    boolean creation) {

  /** Returns the same where users may not create rooms. */
  public RoomLimits withoutCreation() {
    return new RoomLimits(
        occupantsMax,
        sessionsMax,
        historyMax,
        nickCharsMax,
        textCharsMax,
        affiliationsMax,
        itemsMax,
        vcardBytesMax,
        historyKeptMs,
        false);
  }
}
