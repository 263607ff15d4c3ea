package org.godwit.session.xep0402_bookmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.xep0163_pep.ConfigField;
import org.godwit.session.xep0163_pep.NodeChanges;
import org.godwit.session.xep0163_pep.NodeConfig;
import org.godwit.session.xep0163_pep.NodeFollower;
import org.godwit.session.xep0163_pep.PepItem;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the two nodes with bookmarks in step (XEP-0402, section 5.3). A node that others may read
 * is left alone (XEP-0411, section 5). On virtual threads alone.
 */
public final class BookmarksFollower implements NodeFollower {

  /** XEP-0223, section 4: only for the account itself. */
  private static final NodeConfig ALL_ROOMS =
      new NodeConfig(
          Map.of(
              ConfigField.ACCESS_MODEL, List.of("whitelist"),
              ConfigField.MAX_ITEMS, List.of("max"),
              ConfigField.SEND_LAST_PUBLISHED_ITEM, List.of("never")));

  private static final NodeConfig ONE_ELEMENT =
      new NodeConfig(Map.of(ConfigField.ACCESS_MODEL, List.of("whitelist")));

  private static final String ITEM = "current";

  @Override
  public Set<String> nodes() {
    return Set.of(BookmarkRules.BOOKMARKS, BookmarkRules.STORAGE);
  }

  @Override
  public void changed(NodeChanges account, String node) {
    if (!isPrivate(account)) {
      return;
    }
    XmlElement storage = storage(account);
    if (node.equals(BookmarkRules.BOOKMARKS)) {
      XmlElement next = BookmarkRules.storage(rooms(account), storage);
      if (!next.equals(storage)) {
        account.publish(BookmarkRules.STORAGE, ITEM, next, ONE_ELEMENT);
      }
    } else if (storage != null) {
      spread(account, storage);
    }
  }

  /** Section 5.3.2: nobody hears of a room that is as it was. */
  private static void spread(NodeChanges account, XmlElement storage) {
    Map<String, XmlElement> before = rooms(account);
    Map<String, XmlElement> next = BookmarkRules.rooms(storage, before);
    next.forEach((jid, room) -> {
      if (!room.equals(before.get(jid))) {
        account.publish(BookmarkRules.BOOKMARKS, jid, room, ALL_ROOMS);
      }
    });
    before.keySet().stream()
        .filter(jid -> !next.containsKey(jid))
        .forEach(jid -> account.retract(BookmarkRules.BOOKMARKS, jid));
  }

  /**
   * Takes {@code storage} in the place of all bookmarks, and tells whether it did: not where others
   * could read them.
   */
  static boolean replace(NodeChanges account, XmlElement storage) {
    if (!isPrivate(account)) {
      return false;
    }
    account.publish(BookmarkRules.STORAGE, ITEM, storage, ONE_ELEMENT);
    spread(account, storage);
    return true;
  }

  private static boolean isPrivate(NodeChanges account) {
    return account.isPrivate(BookmarkRules.BOOKMARKS) && account.isPrivate(BookmarkRules.STORAGE);
  }

  /** Returns the element with all bookmarks; null where there is none, or others may read it. */
  static @Nullable XmlElement storage(NodeChanges account) {
    if (!isPrivate(account)) {
      return null;
    }
    List<PepItem> items = account.items(BookmarkRules.STORAGE);
    return items.isEmpty() ? null : items.getLast().payload();
  }

  private static Map<String, XmlElement> rooms(NodeChanges account) {
    Map<String, XmlElement> rooms = new LinkedHashMap<>();
    for (PepItem item : account.items(BookmarkRules.BOOKMARKS)) {
      XmlElement payload = item.payload();
      if (payload != null && payload.namespace().equals(BookmarkRules.BOOKMARKS)) {
        rooms.put(item.id(), payload);
      }
    }
    return rooms;
  }
}
