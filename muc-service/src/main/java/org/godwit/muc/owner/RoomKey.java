package org.godwit.muc.owner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.muc.room.Inbound;
import org.godwit.muc.room.Occupant;
import org.godwit.muc.room.RoomState;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** A room in memory and what waits for it. Guarded by the partition's lock. */
final class RoomKey {

  /**
   * A stanza that waits until the room is loaded, or until the archive was asked for what it names.
   *
   * @param missing whether the archive lacks that; null where it was not asked
   */
  record Waiting(
      InboundRecord record, Inbound in, Completion completion, @Nullable Boolean missing) {

    /** Returns the stanza with what the archive said. */
    Waiting asked(boolean isMissing) {
      return new Waiting(record, in, completion, isMissing);
    }
  }

  private final Jid jid;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Map<String, Occupant> restored = new LinkedHashMap<>();
  private @Nullable RoomState state;
  private @Nullable Everybody everybody;
  private final ShownOccupants shown = new ShownOccupants();
  private boolean loaded;
  private boolean loading;
  private int underWay;

  RoomKey(Jid jid) {
    this.jid = jid;
  }

  Jid jid() {
    return jid;
  }

  Deque<Waiting> waiting() {
    return waiting;
  }

  /** Returns the room, or null where there is none or it is not loaded. */
  @Nullable RoomState state() {
    return state;
  }

  void state(@Nullable RoomState other) {
    state = other;
  }

  /** Returns who is to get a stanza for all of {@code occupants}. */
  Everybody everybody(Map<String, Occupant> occupants, Outlet outlet) {
    Everybody now = everybody;
    if (now == null || !now.isOf(occupants)) {
      now = outlet.everybody(occupants);
      everybody = now;
    }
    return now;
  }

  /** Returns the presences of the occupants as bytes. */
  ShownOccupants shown() {
    return shown;
  }

  boolean isLoaded() {
    return loaded;
  }

  boolean isLoading() {
    return loading;
  }

  void loading(boolean now) {
    loading = now;
  }

  /** Takes an occupant of the state topic, before the room is loaded. */
  void restore(Occupant occupant) {
    restored.put(occupant.nick(), occupant);
  }

  /** Returns the nicknames of occupants that the state topic knows and no room has. */
  Iterable<String> restoredNicks() {
    return restored.keySet();
  }

  /** Takes the room as the store has it. */
  void loaded(@Nullable RoomState room) {
    state = room == null ? null : room.withOccupants(restored);
    loaded = true;
    if (room != null) {
      restored = new LinkedHashMap<>();
    }
  }

  /** Forgets the state topic's occupants. */
  void forgetRestored() {
    restored = new LinkedHashMap<>();
  }

  /** The room must be loaded again; its occupants stay. */
  void unload() {
    RoomState now = state;
    if (now != null) {
      restored = new LinkedHashMap<>(now.occupants());
    }
    state = null;
    loaded = false;
  }

  void underWay(int by) {
    underWay += by;
  }

  int occupants() {
    RoomState now = state;
    return now == null ? restored.size() : now.occupants().size();
  }

  /** Tells whether nothing is lost where this is forgotten. */
  boolean isIdle() {
    return !loading && underWay == 0 && waiting.isEmpty() && occupants() == 0;
  }
}
