package org.godwit.muc.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.godwit.muc.room.Affiliation;
import org.godwit.muc.room.ArchiveEnds;
import org.godwit.muc.room.ArchiveQuery;
import org.godwit.muc.room.ArchivedMessage;
import org.godwit.muc.room.Change;
import org.godwit.muc.room.Member;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.RoomStore;
import org.godwit.muc.room.RoomSummary;
import org.godwit.muc.room.Subject;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.store.BatchWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps rooms in the database. Any thread; never blocks its caller. */
public final class JdbcRoomStore implements RoomStore, AutoCloseable {

  private final JdbcTemplate jdbc;
  private final ArchiveSql archive;
  private final ListSql lists;
  private final BatchWriter<RoomWrite> writer;
  private final ExecutorService readers;
  private final long readTimeoutMs;

  /** Starts the writer and the readers. */
  public JdbcRoomStore(
      JdbcTemplate jdbc, TransactionTemplate transaction, StoreProperties properties) {
    this.jdbc = jdbc;
    this.archive = new ArchiveSql(jdbc);
    this.lists = new ListSql(jdbc);
    this.writer =
        new BatchWriter<>("room", new RoomBatch(jdbc, transaction)::write, properties.writeBatch());
    this.readers =
        Executors.newFixedThreadPool(
            properties.readers(), Thread.ofVirtual().name("room-reader-", 0).factory());
    this.readTimeoutMs = properties.readTimeout().toMillis();
  }

  @Override
  public CompletionStage<Void> apply(Jid room, List<Change> changes) {
    return writer.add(new RoomWrite(room, List.copyOf(changes), new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<Optional<RoomState>> load(Jid room, int historyMax) {
    return read(() -> room(room, historyMax));
  }

  @Override
  public CompletionStage<Optional<ArchiveQuery.Found>> find(Jid room, ArchiveQuery query) {
    return read(() -> archive.find(room, query));
  }

  @Override
  public CompletionStage<Optional<ArchiveEnds>> ends(Jid room) {
    return read(() -> archive.ends(RoomKeyHash.of(room)));
  }

  @Override
  public CompletionStage<Optional<XmlElement>> vcard(Jid room) {
    return read(() ->
        jdbc
            .query(
                "SELECT vcard FROM muc_vcard WHERE room_key = ?",
                (row, number) -> RoomBatch.parse(row.getBytes(1)),
                RoomKeyHash.of(room))
            .stream()
            .findFirst());
  }

  @Override
  public CompletionStage<Listing> list(String domain, Search search, ListQuery query) {
    return read(() -> lists.list(domain, search, query));
  }

  @Override
  public CompletionStage<List<Jid>> roomsOf(Jid user) {
    return read(() ->
        jdbc.query(
            "SELECT r.local_part, r.domain FROM muc_affiliation a JOIN muc_room r"
                + " ON r.room_key = a.room_key WHERE a.user_jid = ?",
            (row, number) -> Jid.ofEnforced(row.getString(1), row.getString(2), null),
            user.bareText()));
  }

  private <T> CompletionStage<T> read(Supplier<T> query) {
    return writer
        .barrier()
        .orTimeout(readTimeoutMs, TimeUnit.MILLISECONDS)
        .thenApplyAsync(done -> query.get(), readers);
  }

  private Optional<RoomState> room(Jid room, int historyMax) {
    byte[] key = RoomKeyHash.of(room);
    List<ArchivedMessage> history = archive.latest(key, historyMax);
    Map<Jid, Member> members = members(key);
    return jdbc
        .query(
            "SELECT created_at_ms, creator, secret, locked, config, subject, subject_nick,"
                + " subject_occupant, subject_at_ms, hashes FROM muc_room r LEFT JOIN muc_vcard v"
                + " ON v.room_key = r.room_key WHERE r.room_key = ?",
            (row, number) ->
                new RoomState(
                    room,
                    new RoomState.Origin(
                        row.getLong(1), Jid.ofEnforced(row.getString(2)), row.getString(3)),
                    row.getBoolean(4),
                    ConfigText.read(row.getString(5)),
                    new Subject(
                        row.getString(6), row.getString(7), row.getString(8), row.getLong(9)),
                    hashes(row.getString(10)),
                    members,
                    Map.of(),
                    history),
            key)
        .stream()
        .findFirst();
  }

  private static List<String> hashes(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  private Map<Jid, Member> members(byte[] key) {
    Map<Jid, Member> members = new LinkedHashMap<>();
    jdbc.query(
        "SELECT user_jid, affiliation, nick, reason FROM muc_affiliation WHERE room_key = ?"
            + " ORDER BY user_jid",
        row -> {
          Affiliation affiliation = Affiliation.of(row.getString(2));
          if (affiliation != null) {
            members.put(
                Jid.ofEnforced(row.getString(1)),
                new Member(affiliation, row.getString(3), row.getString(4)));
          }
        },
        key);
    return Collections.unmodifiableMap(members);
  }

  @Override
  public CompletionStage<List<RoomSummary>> all(String domain, String after, int max) {
    return read(() ->
        jdbc.query(
            "SELECT local_part, room_name, listed, locked, created_at_ms, creator FROM muc_room"
                + " WHERE domain = ? AND local_part > ? ORDER BY local_part LIMIT ?",
            (row, number) ->
                new RoomSummary(
                    Jid.ofEnforced(row.getString(1), domain, null),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getLong(5),
                    Jid.ofEnforced(row.getString(6))),
            domain,
            after,
            max));
  }

  /** Returns how many writes wait for the database. */
  public int pendingWrites() {
    return writer.waiting();
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
