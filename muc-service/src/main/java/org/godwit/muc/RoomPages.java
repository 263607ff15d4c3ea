package org.godwit.muc;

import java.util.List;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Pages of rooms (XEP-0059), by the rooms' localparts. Pure. */
final class RoomPages {

  /** The namespace and feature. */
  static final String RSM = "http://jabber.org/protocol/rsm";

  private RoomPages() {}

  /**
   * Returns the page that {@code set} asks for, or null where it is not understood.
   *
   * @param set what is asked for; null for the first page
   * @param pageMax how many rooms a page has at most
   */
  static RoomStore.@Nullable ListQuery asked(@Nullable XmlElement set, int pageMax) {
    if (set == null) {
      return new RoomStore.ListQuery(pageMax, "", "", false);
    }
    XmlElement max = set.child(RSM, "max");
    XmlElement after = set.child(RSM, "after");
    XmlElement before = set.child(RSM, "before");
    int wanted = pageMax;
    if (max != null) {
      try {
        wanted = Math.min(pageMax, Integer.parseUnsignedInt(max.text().strip()));
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return wanted < 0
        ? null
        : new RoomStore.ListQuery(
            wanted,
            after == null ? "" : after.text(),
            before == null ? "" : before.text(),
            before != null);
  }

  /** Returns where a page stands. */
  static XmlElement found(RoomStore.Listing found) {
    XmlElement.Builder set = XmlElement.of(RSM, "set");
    List<RoomStore.Listed> rooms = found.rooms();
    if (!rooms.isEmpty()) {
      set.child(
          XmlElement.of(RSM, "first")
              .attribute("index", Long.toString(found.index()))
              .text(String.valueOf(rooms.getFirst().jid().local())));
      set.child(XmlElement.of(RSM, "last").text(String.valueOf(rooms.getLast().jid().local())));
    }
    return set.child(XmlElement.of(RSM, "count").text(Long.toString(found.count()))).build();
  }
}
