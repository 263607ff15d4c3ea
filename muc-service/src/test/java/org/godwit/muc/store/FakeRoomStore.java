package org.godwit.muc.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.muc.room.ArchiveEnds;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.ArchiveQuery;
import org.godwit.muc.room.ArchivedMessage;
import org.godwit.muc.room.Change;
import org.godwit.muc.room.ConfigField;
import org.godwit.muc.room.Member;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.RoomStore;
import org.godwit.muc.room.RoomSummary;
import org.godwit.muc.room.Tombstones;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;

/** Keeps rooms in memory, by the same contract as the database. */
public final class FakeRoomStore implements RoomStore {

  private final Map<Jid, RoomState> rooms = new HashMap<>();
  private final Map<Jid, Map<Jid, Member>> members = new HashMap<>();
  private final Map<Jid, Change.Vcard> vcards = new HashMap<>();
  private final Map<Jid, Map<ArchiveId, ArchivedMessage>> archive = new HashMap<>();
  private boolean away;

  /** From now on everything fails, or works again. */
  public void away(boolean now) {
    away = now;
  }

  @Override
  public synchronized CompletionStage<Optional<RoomState>> load(Jid room, int historyMax) {
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    RoomState saved = rooms.get(room);
    if (saved == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    List<ArchivedMessage> history =
        new ArrayList<>(messages(room).values().stream().filter(ArchivedMessage::body).toList());
    while (history.size() > historyMax) {
      history.removeFirst();
    }
    Change.Vcard vcard = vcards.get(room);
    RoomState loaded =
        saved
            .withOccupants(Map.of())
            .withHistory(history)
            .withAvatar(vcard == null ? List.of() : vcard.hashes());
    for (Jid user : List.copyOf(loaded.members().keySet())) {
      loaded = loaded.with(user, null);
    }
    for (Map.Entry<Jid, Member> entry : members.getOrDefault(room, Map.of()).entrySet()) {
      loaded = loaded.with(entry.getKey(), entry.getValue());
    }
    return CompletableFuture.completedFuture(Optional.of(loaded));
  }

  @Override
  public synchronized CompletionStage<List<Jid>> roomsOf(Jid user) {
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    return CompletableFuture.completedFuture(
        rooms.keySet().stream()
            .filter(room -> members.getOrDefault(room, Map.of()).containsKey(user))
            .toList());
  }

  private Map<ArchiveId, ArchivedMessage> messages(Jid room) {
    return archive.computeIfAbsent(room, key -> new TreeMap<>());
  }

  @Override
  public synchronized CompletionStage<Void> apply(Jid room, List<Change> changes) {
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    for (Change change : changes) {
      switch (change) {
        case Change.Save c -> rooms.put(room, c.room());
        case Change.Delete _ -> {
          rooms.remove(room);
          members.remove(room);
          archive.remove(room);
          vcards.remove(room);
        }
        case Change.Affiliate c -> {
          Map<Jid, Member> list = members.computeIfAbsent(room, key -> new HashMap<>());
          Member member = c.member();
          if (member == null) {
            list.remove(c.user());
          } else {
            list.put(c.user(), member);
          }
        }
        case Change.Vcard c -> vcards.put(room, c);
        case Change.Archive c -> messages(room).putIfAbsent(c.message().id(), c.message());
        case Change.Tombstone c -> {
          ArchivedMessage message = messages(room).get(c.id());
          if (message != null
              && (c.author() == null || c.author().equals(message.sender().bare()))) {
            messages(room)
                .put(
                    c.id(),
                    new ArchivedMessage(
                        c.id(),
                        message.sender(),
                        message.nick(),
                        false,
                        Tombstones.of(message.stanza(), c.retracted())));
          }
        }
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Optional<ArchiveEnds>> ends(Jid room) {
    List<ArchiveId> ids = List.copyOf(messages(room).keySet());
    return CompletableFuture.completedFuture(
        ids.isEmpty()
            ? Optional.empty()
            : Optional.of(new ArchiveEnds(ids.getFirst(), ids.getLast())));
  }

  @Override
  public synchronized CompletionStage<Optional<XmlElement>> vcard(Jid room) {
    Change.Vcard saved = vcards.get(room);
    return CompletableFuture.completedFuture(
        saved == null ? Optional.empty() : Optional.ofNullable(saved.vcard()));
  }

  @Override
  public synchronized CompletionStage<Optional<ArchiveQuery.Found>> find(
      Jid room, ArchiveQuery query) {
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    ArchiveQuery.Filter filter = query.filter();
    ArchiveQuery.Page page = query.page();
    for (ArchiveId id :
        new ArchiveId[] {filter.afterId(), filter.beforeId(), page.after(), page.before()}) {
      if (id != null && !messages(room).containsKey(id)) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
    }
    if (!messages(room).keySet().containsAll(filter.ids())) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    List<ArchivedMessage> matching =
        messages(room).values().stream().filter(each -> matches(room, each, filter)).toList();
    List<ArchivedMessage> within =
        new ArrayList<>(
            matching.stream()
                .filter(each ->
                    (page.after() == null || each.id().compareTo(page.after()) > 0)
                        && (page.before() == null || each.id().compareTo(page.before()) < 0))
                .toList());
    boolean complete = within.size() <= page.max();
    while (within.size() > page.max()) {
      if (page.last()) {
        within.removeFirst();
      } else {
        within.removeLast();
      }
    }
    long index = within.isEmpty() ? 0 : matching.indexOf(within.getFirst());
    return CompletableFuture.completedFuture(
        Optional.of(new ArchiveQuery.Found(within, complete, matching.size(), index)));
  }

  private static boolean matches(Jid room, ArchivedMessage message, ArchiveQuery.Filter filter) {
    ArchiveId id = message.id();
    Jid with = filter.with();
    return id.receivedAtMs() >= filter.startMs()
        && id.receivedAtMs() <= filter.endMs()
        && (filter.afterId() == null || id.compareTo(filter.afterId()) > 0)
        && (filter.beforeId() == null || id.compareTo(filter.beforeId()) < 0)
        && (filter.ids().isEmpty() || filter.ids().contains(id))
        && (with == null
            || with.equals(message.sender())
            || with.equals(message.sender().bare())
            || (with.bare().equals(room) && message.nick().equals(with.resource())));
  }

  @Override
  public synchronized CompletionStage<Listing> list(String domain, Search search, ListQuery query) {
    List<Listed> all =
        rooms.values().stream()
            .filter(room ->
                room.jid().domain().equals(domain)
                    && !room.locked()
                    && room.config().is(ConfigField.PUBLIC_ROOM)
                    && search.terms().stream().allMatch(term -> has(room, search, term)))
            .map(room -> new Listed(room.jid(), room.displayName(), room.config()))
            .sorted(Comparator.comparing(Listed::jid))
            .toList();
    List<Listed> within =
        new ArrayList<>(
            all.stream()
                .filter(each ->
                    local(each).compareTo(query.after()) > 0
                        && (query.before().isEmpty() || local(each).compareTo(query.before()) < 0))
                .toList());
    while (within.size() > query.max()) {
      if (query.last()) {
        within.removeFirst();
      } else {
        within.removeLast();
      }
    }
    long index = within.isEmpty() ? 0 : all.indexOf(within.getFirst());
    return CompletableFuture.completedFuture(new Listing(within, all.size(), index));
  }

  @Override
  public synchronized CompletionStage<List<RoomSummary>> all(String domain, String after, int max) {
    return CompletableFuture.completedFuture(
        rooms.values().stream()
            .filter(room ->
                room.jid().domain().equals(domain)
                    && String.valueOf(room.jid().local()).compareTo(after) > 0)
            .map(room ->
                new RoomSummary(
                    room.jid(),
                    room.displayName(),
                    room.config().is(ConfigField.PUBLIC_ROOM) && !room.locked(),
                    room.locked(),
                    room.origin().createdAtMs(),
                    room.origin().creator()))
            .sorted(Comparator.comparing(RoomSummary::jid))
            .limit(max)
            .toList());
  }

  private static boolean has(RoomState room, Search search, String term) {
    return (search.name() && has(room.displayName(), term))
        || (search.description() && has(room.config().text(ConfigField.ROOM_DESC), term))
        || (search.address() && has(String.valueOf(room.jid().local()), term));
  }

  private static boolean has(String text, String term) {
    return text.toLowerCase(Locale.ROOT).contains(term);
  }

  private static String local(Listed room) {
    return String.valueOf(room.jid().local());
  }
}
