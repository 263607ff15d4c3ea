package org.godwit.muc.room;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** Which part of the history a new occupant gets (XEP-0045, section 7.2.14). Pure. */
final class HistoryRules {

  private HistoryRules() {}

  /**
   * Returns the messages to send, oldest first.
   *
   * @param wish the {@code <history/>} of the presence; null for none
   */
  static List<XmlElement> select(RoomState room, @Nullable XmlElement wish, Env env) {
    int fetchMax = Math.max(0, room.config().number(ConfigField.MAX_HISTORY, 0));
    long stanzasLeft = Math.min(fetchMax, number(wish, "maxstanzas", fetchMax));
    long charsLeft = number(wish, "maxchars", Long.MAX_VALUE);
    long seconds = number(wish, "seconds", Long.MAX_VALUE / 2000);
    long keptMs = env.limits().historyKeptMs();
    long sinceMs =
        Math.max(
            Math.max(env.nowMs() - seconds * 1000, since(wish)),
            keptMs == 0 ? Long.MIN_VALUE : env.nowMs() - keptMs);
    Deque<XmlElement> chosen = new ArrayDeque<>();
    List<ArchivedMessage> history = room.history();
    for (int i = history.size() - 1; i >= 0 && stanzasLeft > 0 && charsLeft > 0; i--) {
      ArchivedMessage message = history.get(i);
      if (!message.body()) {
        continue;
      }
      if (message.id().receivedAtMs() < sinceMs) {
        break;
      }
      XmlElement stanza = delayed(room, message);
      charsLeft -= XmlWriter.toText(stanza).length();
      if (charsLeft >= 0) {
        chosen.addFirst(stanza);
        stanzasLeft--;
      }
    }
    return List.copyOf(chosen);
  }

  private static XmlElement delayed(RoomState room, ArchivedMessage message) {
    XmlElement stanza = message.stanza();
    XmlElement earlier = stanza.child(Muc.DELAY, "delay");
    String stamp = earlier == null ? null : earlier.attribute("stamp");
    Instant said = stamp == null ? null : time(stamp);
    XmlElement.Builder history = stanza.toBuilder();
    long atMs = message.id().receivedAtMs();
    if (said != null && room.affiliation(message.sender()) == Affiliation.OWNER) {
      // Section 7.9: an owner brought an earlier chat along.
      history.without(Muc.DELAY, "delay");
      atMs = said.toEpochMilli();
    }
    return history.child(Muc.delay(room.jid(), atMs)).build();
  }

  private static long number(@Nullable XmlElement wish, String name, long otherwise) {
    String text = wish == null ? null : wish.attribute(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.strip());
      return value < 0 ? otherwise : Math.min(value, otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static long since(@Nullable XmlElement wish) {
    String text = wish == null ? null : wish.attribute("since");
    Instant instant = text == null ? null : time(text);
    return instant == null ? Long.MIN_VALUE : instant.toEpochMilli();
  }

  /** Returns the time that {@code text} says by XEP-0082, or null where it says none. */
  static @Nullable Instant time(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text.strip()).toInstant();
      return instant.isAfter(Instant.ofEpochSecond(253_402_300_799L)) ? null : instant;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
