package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.archive.ArchiveCollections;
import org.godwit.session.archive.ArchiveEnds;
import org.godwit.session.archive.ArchivePage;
import org.godwit.session.archive.ArchivePaging;
import org.godwit.session.archive.ArchivePreferences;
import org.godwit.session.archive.ArchiveQuery;
import org.godwit.session.archive.ArchivedMessage;
import org.godwit.session.archive.MessageArchive;

/** An archive in memory. One thread. */
public final class FakeArchive implements ArchiveStore, MessageArchive, ArchiveCollections {

  private final Map<String, NavigableMap<String, ArchiveRow>> rows = new HashMap<>();
  private final Map<String, ArchivePreferences> preferences = new HashMap<>();

  private static <T> CompletionStage<T> now(T value) {
    return CompletableFuture.completedFuture(value);
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  private NavigableMap<String, ArchiveRow> of(String account) {
    return rows.computeIfAbsent(account, key -> new TreeMap<>());
  }

  /** Returns the texts of what is archived, in order. */
  List<String> texts(String account) {
    return of(account).values().stream()
        .map(row -> new String(row.stanza(), StandardCharsets.UTF_8))
        .toList();
  }

  private static ArchivePreferences ofMost() {
    return ArchivePreferences.of(ArchivePreferences.Policy.ALWAYS);
  }

  @Override
  public CompletionStage<Void> insert(ArchiveRow row) {
    ArchivePreferences wished = preferences.getOrDefault(row.account(), ofMost());
    List<Jid> either =
        row.peer().isFull() ? List.of(row.peer(), row.peer().bare()) : List.of(row.peer());
    boolean allowed = wished.policy() != ArchivePreferences.Policy.NEVER;
    for (Jid jid : either.reversed()) {
      allowed = wished.always().contains(jid) || (allowed && !wished.never().contains(jid));
    }
    if (allowed) {
      of(row.account()).putIfAbsent(row.id(), row);
    }
    return done();
  }

  @Override
  public CompletionStage<Void> deleteAll(String account) {
    rows.remove(account);
    preferences.remove(account);
    return done();
  }

  @Override
  public CompletionStage<ArchivePage> query(String account, ArchiveQuery query) {
    NavigableMap<String, ArchiveRow> all = of(account);
    List<String> named = new ArrayList<>(query.ids());
    ArchivePaging page = query.page();
    for (String id :
        new String[] {query.afterId(), query.beforeId(), page.after(), page.before()}) {
      if (id != null) {
        named.add(id);
      }
    }
    if (!all.keySet().containsAll(named)) {
      return now(new ArchivePage.NoSuchMessage());
    }
    List<ArchiveRow> matching = all.values().stream().filter(row -> matches(row, query)).toList();
    List<ArchiveRow> left = new ArrayList<>(matching);
    left.removeIf(row -> page.after() != null && row.id().compareTo(page.after()) <= 0);
    left.removeIf(row -> page.before() != null && row.id().compareTo(page.before()) >= 0);
    int from = page.backwards() ? Math.max(0, left.size() - page.max()) : page.index();
    int to = page.backwards() ? left.size() : Math.min(left.size(), from + page.max());
    List<ArchiveRow> found = from < to ? left.subList(from, to) : List.of();
    boolean complete = page.backwards() ? from == 0 : to >= left.size();
    return now(
        new ArchivePage.Found(
            found.stream()
                .map(row -> new ArchivedMessage(row.id(), row.receivedAtMs(), row.stanza()))
                .toList(),
            found.isEmpty() ? 0 : matching.indexOf(found.getFirst()),
            matching.size(),
            page.max() == 0 ? matching.isEmpty() : complete));
  }

  @Override
  public CompletionStage<Page> collections(String account, Range range, Paging paging) {
    Map<String, Collection> first = new HashMap<>();
    for (ArchiveRow row : of(account).values()) {
      if (matches(row, query(range))) {
        String key = Math.floorDiv(row.receivedAtMs(), DAY_MS) + " " + row.peer().bareText();
        Collection one = new Collection(row.peer().bare(), row.receivedAtMs());
        first.merge(key, one, (a, b) -> a.startMs() <= b.startMs() ? a : b);
      }
    }
    Comparator<Collection> order =
        Comparator.comparingLong(Collection::startMs).thenComparing(each -> each.with().toString());
    List<Collection> all = new ArrayList<>(first.values());
    all.sort(order);
    List<Collection> left = new ArrayList<>(all);
    Collection after = paging.after();
    Collection before = paging.before();
    left.removeIf(each -> after != null && order.compare(each, after) <= 0);
    left.removeIf(each -> before != null && order.compare(each, before) >= 0);
    int size = Math.min(paging.max(), left.size());
    List<Collection> found =
        paging.backwards() ? left.subList(left.size() - size, left.size()) : left.subList(0, size);
    return now(new Page(found, found.isEmpty() ? 0 : all.indexOf(found.getFirst()), all.size()));
  }

  private static ArchiveQuery query(Range range) {
    return new ArchiveQuery(
        range.with(),
        range.startMs(),
        range.endMs(),
        null,
        null,
        List.of(),
        ArchivePaging.first(1));
  }

  @Override
  public CompletionStage<Integer> remove(String account, Range range) {
    NavigableMap<String, ArchiveRow> all = of(account);
    int before = all.size();
    all.values().removeIf(row -> matches(row, query(range)));
    return now(before - all.size());
  }

  private static boolean matches(ArchiveRow row, ArchiveQuery query) {
    Jid with = query.with();
    Jid peer = with != null && with.isBare() ? row.peer().bare() : row.peer();
    return (with == null || with.equals(peer))
        && (query.startMs() == null || row.receivedAtMs() >= query.startMs())
        && (query.endMs() == null || row.receivedAtMs() <= query.endMs())
        && (query.afterId() == null || row.id().compareTo(query.afterId()) > 0)
        && (query.beforeId() == null || row.id().compareTo(query.beforeId()) < 0)
        && (query.ids().isEmpty() || query.ids().contains(row.id()));
  }

  @Override
  public CompletionStage<ArchiveEnds> ends(String account) {
    NavigableMap<String, ArchiveRow> all = of(account);
    return now(
        all.isEmpty()
            ? new ArchiveEnds(null, null)
            : new ArchiveEnds(mark(all.firstEntry().getValue()), mark(all.lastEntry().getValue())));
  }

  private static ArchiveEnds.Mark mark(ArchiveRow row) {
    return new ArchiveEnds.Mark(row.id(), row.receivedAtMs());
  }

  @Override
  public CompletionStage<ArchivePreferences> preferences(String account) {
    return now(preferences.getOrDefault(account, ofMost()));
  }

  @Override
  public CompletionStage<Void> setPreferences(String account, ArchivePreferences wished) {
    preferences.put(account, wished);
    return done();
  }
}
