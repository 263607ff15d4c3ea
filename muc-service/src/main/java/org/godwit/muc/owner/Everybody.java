package org.godwit.muc.owner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.muc.room.Effect;
import org.godwit.muc.room.Occupant;
import org.godwit.muc.room.OccupantSession;

/**
 * All sessions of a room, sorted into records once, and again only after somebody has come, gone or
 * changed. Immutable.
 *
 * @param occupants whom it was made for
 * @param shares one record each, for several accounts of a partition
 * @param others those that get a record of their own
 * @param sessions how many sessions there are
 */
record Everybody(
    Map<String, Occupant> occupants,
    List<Audience.Share> shares,
    List<Effect.Receiver> others,
    int sessions) {

  /** Tells whether it was made for these, which are never changed in place. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Map<String, Occupant> now) {
    return occupants == now;
  }

  /** Returns the sessions of {@code occupants}. */
  static List<Effect.Receiver> sessions(Map<String, Occupant> occupants) {
    List<Effect.Receiver> all = new ArrayList<>(occupants.size() + 8);
    for (Occupant occupant : occupants.values()) {
      for (OccupantSession session : occupant.sessions()) {
        all.add(new Effect.Receiver(session.jid(), session.stream()));
      }
    }
    return all;
  }
}
