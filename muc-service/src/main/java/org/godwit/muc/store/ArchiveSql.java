package org.godwit.muc.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.muc.room.ArchiveEnds;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.ArchiveQuery;
import org.godwit.muc.room.ArchivedMessage;
import org.godwit.protocol.jid.Jid;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Reads of a room's archive. */
final class ArchiveSql {

  private static final String COLUMNS =
      "SELECT record_offset, received_at_ms, sender, nick, discussion, stanza FROM muc_archive ";

  static final RowMapper<ArchivedMessage> MESSAGE =
      (row, number) ->
          new ArchivedMessage(
              new ArchiveId(row.getLong(1), row.getLong(2)),
              Jid.ofEnforced(row.getString(3)),
              row.getString(4),
              row.getBoolean(5),
              RoomBatch.parse(row.getBytes(6)));

  private final JdbcTemplate jdbc;

  ArchiveSql(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns the latest messages of the discussion, oldest first. */
  List<ArchivedMessage> latest(byte[] key, int max) {
    return jdbc.query(
            COLUMNS + "WHERE room_key = ? AND discussion = ? ORDER BY record_offset DESC LIMIT ?",
            MESSAGE,
            key,
            true,
            max)
        .reversed();
  }

  /** Returns the first and the last message. */
  Optional<ArchiveEnds> ends(byte[] key) {
    List<ArchiveId> first = end(key, "ASC");
    List<ArchiveId> last = end(key, "DESC");
    return first.isEmpty() || last.isEmpty()
        ? Optional.empty()
        : Optional.of(new ArchiveEnds(first.getFirst(), last.getFirst()));
  }

  private List<ArchiveId> end(byte[] key, String direction) {
    return jdbc.query(
        "SELECT record_offset, received_at_ms FROM muc_archive WHERE room_key = ?"
            + " ORDER BY record_offset "
            + direction
            + " LIMIT 1",
        (row, number) -> new ArchiveId(row.getLong(1), row.getLong(2)),
        key);
  }

  Optional<ArchiveQuery.Found> find(Jid room, ArchiveQuery query) {
    byte[] key = RoomKeyHash.of(room);
    if (!areThere(key, query)) {
      return Optional.empty();
    }
    Condition filter = new Condition(key);
    filter.filter(room, query.filter());
    long count = count(filter);
    ArchiveQuery.Page page = query.page();
    if (page.max() == 0) {
      return Optional.of(new ArchiveQuery.Found(List.of(), count == 0, count, 0));
    }
    Condition within = filter.copy();
    if (page.after() != null) {
      within.and("record_offset > ?", page.after().offset());
    }
    if (page.before() != null) {
      within.and("record_offset < ?", page.before().offset());
    }
    List<ArchivedMessage> rows =
        new ArrayList<>(
            jdbc.query(
                COLUMNS
                    + within.sql
                    + " ORDER BY record_offset "
                    + (page.last() ? "DESC" : "ASC")
                    + " LIMIT "
                    + (page.max() + 1),
                MESSAGE,
                within.arguments.toArray()));
    boolean complete = rows.size() <= page.max();
    if (!complete) {
      rows.removeLast();
    }
    List<ArchivedMessage> messages = page.last() ? rows.reversed() : rows;
    long index = 0;
    if (!messages.isEmpty()) {
      Condition earlier = filter.copy();
      earlier.and("record_offset < ?", messages.getFirst().id().offset());
      index = count(earlier);
    }
    return Optional.of(new ArchiveQuery.Found(List.copyOf(messages), complete, count, index));
  }

  private long count(Condition condition) {
    Long count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM muc_archive " + condition.sql,
            Long.class,
            condition.arguments.toArray());
    return count == null ? 0 : count;
  }

  /** XEP-0313, section 4.3.3: an id that is not in the archive is not found. */
  private boolean areThere(byte[] key, ArchiveQuery query) {
    List<ArchiveId> named = new ArrayList<>(query.filter().ids());
    for (ArchiveId id :
        new ArchiveId[] {
          query.filter().afterId(),
          query.filter().beforeId(),
          query.page().after(),
          query.page().before()
        }) {
      if (id != null) {
        named.add(id);
      }
    }
    List<ArchiveId> distinct = named.stream().distinct().toList();
    for (ArchiveId id : distinct) {
      Condition one = new Condition(key);
      one.and("record_offset = ?", id.offset());
      one.and("received_at_ms = ?", id.receivedAtMs());
      if (count(one) == 0) {
        return false;
      }
    }
    return true;
  }

  /** A condition of a query and its arguments. */
  private static final class Condition {
    private String sql;
    private final List<Object> arguments;

    Condition(byte[] key) {
      this("WHERE room_key = ?", new ArrayList<>(List.of((Object) key)));
    }

    private Condition(String sql, List<Object> arguments) {
      this.sql = sql;
      this.arguments = arguments;
    }

    Condition copy() {
      return new Condition(sql, new ArrayList<>(arguments));
    }

    void and(String condition, Object argument) {
      sql += " AND " + condition;
      arguments.add(argument);
    }

    void filter(Jid room, ArchiveQuery.Filter filter) {
      if (filter.startMs() > 0) {
        and("received_at_ms >= ?", filter.startMs());
      }
      if (filter.endMs() < Long.MAX_VALUE) {
        and("received_at_ms <= ?", filter.endMs());
      }
      if (filter.afterId() != null) {
        and("record_offset > ?", filter.afterId().offset());
      }
      if (filter.beforeId() != null) {
        and("record_offset < ?", filter.beforeId().offset());
      }
      Jid with = filter.with();
      String nick = with == null ? null : with.resource();
      if (with != null && nick != null && with.bare().equals(room)) {
        and("nick = ?", nick);
      } else if (with != null && with.isFull()) {
        and("sender = ?", with.toString());
      } else if (with != null) {
        and("sender_bare = ?", with.toString());
      }
      if (!filter.ids().isEmpty()) {
        sql += " AND record_offset IN (?" + ", ?".repeat(filter.ids().size() - 1) + ')';
        filter.ids().forEach(id -> arguments.add(id.offset()));
      }
    }
  }
}
