package org.godwit.session.xep0402_bookmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Casts bookmarks from one form into the other: one element with all (XEP-0048, section 3.1) and
 * one item for each room (XEP-0402, section 2). Pure.
 */
final class BookmarkRules {

  /** The node of XEP-0402, and the namespace of its payloads. */
  static final String BOOKMARKS = "urn:xmpp:bookmarks:1";

  /** The node of XEP-0048, and the namespace of its payload. */
  static final String STORAGE = "storage:bookmarks";

  private static final String CONFERENCE = "conference";

  private BookmarkRules() {}

  /**
   * Returns all bookmarks as one element (section 5.3.1).
   *
   * @param rooms payloads of XEP-0402, by the address of the room
   * @param before what there was before; what it has beside rooms, such as addresses of pages, is
   *     kept
   */
  static XmlElement storage(Map<String, XmlElement> rooms, @Nullable XmlElement before) {
    XmlElement.Builder storage = XmlElement.of(STORAGE, "storage");
    rooms.forEach((jid, room) -> {
      XmlElement.Builder old =
          XmlElement.of(STORAGE, CONFERENCE)
              .attribute("jid", jid)
              .attribute("name", room.attribute("name"))
              .attribute("autojoin", room.attribute("autojoin"));
      for (String each : List.of("nick", "password")) {
        XmlElement child = room.child(BOOKMARKS, each);
        if (child != null) {
          old.child(XmlElement.of(STORAGE, each).text(child.text()));
        }
      }
      storage.child(old);
    });
    if (before != null) {
      before.elements().stream().filter(each -> !isRoom(each)).forEach(storage::child);
    }
    return storage.build();
  }

  /**
   * Returns the rooms of one element as payloads of XEP-0402, by address (section 5.3.2). What the
   * older form cannot say is kept from {@code before}.
   */
  static Map<String, XmlElement> rooms(XmlElement storage, Map<String, XmlElement> before) {
    Map<String, XmlElement> rooms = new LinkedHashMap<>();
    for (XmlElement each : storage.elements()) {
      String text = each.attribute("jid");
      Jid jid = text == null || !isRoom(each) ? null : Jid.parse(text);
      if (jid != null && jid.local() != null) {
        String address = jid.bareText();
        rooms.put(address, room(each, before.get(address)));
      }
    }
    return rooms;
  }

  private static boolean isRoom(XmlElement element) {
    return element.localName().equals(CONFERENCE) && element.namespace().equals(STORAGE);
  }

  private static XmlElement room(XmlElement old, @Nullable XmlElement before) {
    XmlElement.Builder room =
        XmlElement.of(BOOKMARKS, CONFERENCE).attribute("name", old.attribute("name"));
    String autojoin = old.attribute("autojoin");
    if (autojoin != null && Boolean.TRUE.equals(DataForm.flag(autojoin))) {
      String was = before == null ? null : before.attribute("autojoin");
      room.attribute(
          "autojoin", was != null && Boolean.TRUE.equals(DataForm.flag(was)) ? was : "true");
    } else if (before != null && before.attribute("autojoin") != null) {
      String was = before.attribute("autojoin");
      room.attribute("autojoin", Boolean.TRUE.equals(DataForm.flag(was)) ? "false" : was);
    }
    for (String each : List.of("nick", "password")) {
      XmlElement child = old.child(STORAGE, each);
      if (child != null) {
        room.child(XmlElement.of(BOOKMARKS, each).text(child.text()));
      }
    }
    XmlElement extensions = before == null ? null : before.child(BOOKMARKS, "extensions");
    if (extensions != null) {
      room.child(extensions);
    }
    return room.build();
  }
}
