package org.godwit.muc.owner;

import java.util.HashMap;
import java.util.Map;
import org.godwit.muc.room.Affiliation;
import org.godwit.muc.room.Effect;
import org.godwit.muc.room.Occupant;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * The presences of a room's occupants as bytes: written once, not for everybody who enters. Bounded
 * by the occupants; guarded by the partition's lock.
 */
final class ShownOccupants {

  private static final int GONE_MAX = 16;

  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * A presence without {@code to}.
   *
   * @param head its head, without {@code to}
   * @param stanza its bytes
   */
  record Ready(StanzaHead head, byte[] stanza) {}

  private record Entry(
      Occupant occupant, Affiliation affiliation, @Nullable Ready open, @Nullable Ready closed) {

    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Occupant other, Affiliation now) {
      return occupant == other && affiliation == now;
    }
  }

  /** Returns the presence of {@code other} as {@code effect} asks for it. */
  Ready of(Effect.TellOfOthers effect, Occupant other) {
    Affiliation affiliation = effect.room().affiliation(other.user());
    Entry entry = entries.get(other.nick());
    if (entry == null || !entry.isOf(other, affiliation)) {
      entry = new Entry(other, affiliation, null, null);
    }
    Ready known = effect.showsJids() ? entry.open() : entry.closed();
    if (known != null) {
      return known;
    }
    XmlElement presence = effect.presence(other);
    Ready ready = new Ready(StanzaHeads.of(presence, null), StanzaBytes.of(presence));
    entries.put(
        other.nick(),
        effect.showsJids()
            ? new Entry(other, affiliation, ready, entry.closed())
            : new Entry(other, affiliation, entry.open(), ready));
    return ready;
  }

  /** Drops those that are not there any more, now and then. */
  void retain(Map<String, Occupant> occupants) {
    if (entries.size() > occupants.size() + GONE_MAX) {
      entries.keySet().retainAll(occupants.keySet());
    }
  }
}
