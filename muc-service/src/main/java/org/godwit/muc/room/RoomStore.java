package org.godwit.muc.room;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;

/**
 * Where rooms are kept, their occupants aside. Any thread; never blocks its caller. Reads see all
 * changes that were handed over before.
 */
public interface RoomStore {

  /** Characters of an account's bare JID that fit. */
  int USER_CHARS_MAX = 700;

  /** Characters of a room's localpart that fit. */
  int LOCAL_CHARS_MAX = 255;

  /** Returns the room without occupants, with its latest {@code historyMax} messages. */
  CompletionStage<Optional<RoomState>> load(Jid room, int historyMax);

  /** Makes changes of one room, all or none; ends when they are committed. */
  CompletionStage<Void> apply(Jid room, List<Change> changes);

  /** Returns a page of a room's archive; empty where an id that the query names is not there. */
  CompletionStage<Optional<ArchiveQuery.Found>> find(Jid room, ArchiveQuery query);

  /** Returns the ends of a room's archive; empty where it is empty. */
  CompletionStage<Optional<ArchiveEnds>> ends(Jid room);

  /** Returns a room's vCard; empty where it has none. */
  CompletionStage<Optional<XmlElement>> vcard(Jid room);

  /** Returns the rooms in which {@code user}, a bare JID, has an affiliation. */
  CompletionStage<List<Jid>> roomsOf(Jid user);

  /** Returns a page of those listed rooms of {@code domain} that are sought, by localpart. */
  CompletionStage<Listing> list(String domain, Search search, ListQuery query);

  /** Returns rooms of {@code domain}, hidden ones too, whose localpart is after this one. */
  CompletionStage<List<RoomSummary>> all(String domain, String after, int max);

  /**
   * What is sought among rooms (XEP-0433).
   *
   * @param terms texts, in lower case, each of which must be part of at least one of what is chosen
   *     here; none for all rooms
   * @param name whether to look into names
   * @param description whether to look into descriptions
   * @param address whether to look into localparts
   */
  record Search(List<String> terms, boolean name, boolean description, boolean address) {

    /** Every room. */
    public static final Search ALL = new Search(List.of(), true, true, true);

    /** Copies the list. */
    public Search {
      terms = List.copyOf(terms);
    }

    /** Tells whether nothing is looked into. */
    public boolean isNowhere() {
      return !name && !description && !address;
    }
  }

  /**
   * Which rooms of a list (XEP-0059).
   *
   * @param max how many at most; 0 for the count alone
   * @param after localpart that they follow; empty for the first
   * @param before localpart that they stand before; empty for none
   * @param last whether the page is counted from the end
   */
  record ListQuery(int max, String after, String before, boolean last) {}

  /**
   * A page of rooms.
   *
   * @param rooms the rooms
   * @param count how many there are
   * @param index how many stand before the page
   */
  record Listing(List<Listed> rooms, long count, long index) {}

  /**
   * A room in a list.
   *
   * @param jid its address
   * @param name its name
   * @param config its configuration
   */
  record Listed(Jid jid, String name, RoomConfig config) {}
}
