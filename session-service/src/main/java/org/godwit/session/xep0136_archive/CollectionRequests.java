package org.godwit.session.xep0136_archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.archive.ArchiveCollections;
import org.godwit.session.archive.ArchiveCollections.Collection;
import org.godwit.session.archive.ArchiveCollections.Paging;
import org.godwit.session.archive.ArchiveCollections.Range;
import org.godwit.session.archive.ArchivePaging;
import org.jspecify.annotations.Nullable;

/** Reads requests about collections (XEP-0136, section 7). Pure. */
final class CollectionRequests {

  /** Namespace of result set management (XEP-0059). */
  static final String RSM = "http://jabber.org/protocol/rsm";

  private static final int DIGITS_MAX = 9;

  private CollectionRequests() {}

  /** A request cannot be read. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String text) {
      super(text, null, false, false);
    }

    StanzaError error() {
      return StanzaError.of(StanzaErrorCondition.BAD_REQUEST, String.valueOf(getMessage()));
    }
  }

  /** Returns the messages that the attributes of {@code request} name. */
  static Range range(XmlElement request) throws Refusal {
    return new Range(with(request), time(request, "start"), time(request, "end"));
  }

  /**
   * Returns the messages of the one collection that {@code request} names by its other side and its
   * start (section 7.2): those of the rest of that day.
   */
  static Range collection(XmlElement request) throws Refusal {
    Range range = range(request);
    Long start = range.startMs();
    if (range.with() == null || start == null) {
      throw new Refusal("A collection is named by 'with' and 'start'.");
    }
    long day = Math.floorDiv(start, ArchiveCollections.DAY_MS);
    long endOfDay = (day + 1) * ArchiveCollections.DAY_MS - 1;
    Long end = range.endMs();
    return new Range(range.with(), start, end == null ? endOfDay : end);
  }

  private static @Nullable Jid with(XmlElement request) throws Refusal {
    String text = request.attribute("with");
    Jid jid = text == null ? null : Jid.parse(text);
    if (text != null && jid == null) {
      throw new Refusal("'with' is no JID.");
    }
    return jid;
  }

  private static @Nullable Long time(XmlElement request, String name) throws Refusal {
    String text = request.attribute(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new Refusal("'" + name + "' is no date and time as in XEP-0082.");
    }
  }

  /** Returns the page of a list that {@code request} asks for. */
  static Paging listPage(XmlElement request, int pageMax) throws Refusal {
    XmlElement set = request.child(RSM, "set");
    if (set == null) {
      return new Paging(pageMax, null, null, false);
    }
    XmlElement before = set.child(RSM, "before");
    String beforeText = before == null ? "" : before.text().strip();
    return new Paging(
        max(set, pageMax),
        mark(text(set, "after")),
        mark(beforeText.isEmpty() ? null : beforeText),
        before != null);
  }

  /** Returns the page of a collection that {@code request} asks for. */
  static ArchivePaging messagePage(XmlElement request, int pageMax) throws Refusal {
    XmlElement set = request.child(RSM, "set");
    if (set == null) {
      return ArchivePaging.first(pageMax);
    }
    XmlElement before = set.child(RSM, "before");
    String beforeText = before == null ? "" : before.text().strip();
    return new ArchivePaging(
        max(set, pageMax),
        text(set, "after"),
        beforeText.isEmpty() ? null : beforeText,
        before != null,
        0);
  }

  private static int max(XmlElement set, int pageMax) throws Refusal {
    String text = text(set, "max");
    if (text == null) {
      return pageMax;
    }
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9') || text.length() > DIGITS_MAX) {
      throw new Refusal("The max of a result set is a whole number from 0.");
    }
    return Math.min(Integer.parseInt(text), pageMax);
  }

  private static @Nullable String text(XmlElement set, String name) {
    XmlElement element = set.child(RSM, name);
    String text = element == null ? "" : element.text().strip();
    return text.isEmpty() ? null : text;
  }

  /** Returns the id of a collection in a result set: opaque to clients. */
  static String idOf(Collection collection) {
    return collection.startMs() + "@" + collection.with();
  }

  private static @Nullable Collection mark(@Nullable String id) throws Refusal {
    if (id == null) {
      return null;
    }
    int at = id.indexOf('@');
    String start = at < 0 ? "" : id.substring(0, at);
    Jid with = at < 0 ? null : Jid.parse(id.substring(at + 1));
    if (with == null
        || start.isEmpty()
        || start.length() > 15
        || !start.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Refusal("There is no such place in the list.");
    }
    return new Collection(with, Long.parseLong(start));
  }

  /** Returns a time as XEP-0082 writes it. */
  static String text(long timeMs) {
    return Instant.ofEpochMilli(timeMs).toString();
  }
}
