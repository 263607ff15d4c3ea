package org.godwit.session.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks the database. Blocks its caller. */
final class ArchiveReader {

  private static final int FETCH_SIZE = 50;

  private final JdbcTemplate jdbc;
  private final long pageBytesMax;

  ArchiveReader(JdbcTemplate jdbc, long pageBytesMax) {
    this.jdbc = jdbc;
    this.pageBytesMax = pageBytesMax;
  }

  ArchivePage query(String account, ArchiveQuery query) {
    if (!hasAll(account, named(query))) {
      return new ArchivePage.NoSuchMessage();
    }
    Filter filter = Filter.of(account, query);
    int count = count(filter);
    ArchivePaging paging = query.page();
    if (paging.max() == 0) {
      return new ArchivePage.Found(List.of(), 0, count, count == 0);
    }
    Filter paged = filter.copy();
    paged.and("id > ?", paging.after());
    paged.and("id < ?", paging.before());
    Page page = page(paged, paging);
    List<ArchivedMessage> messages = page.messages;
    int index = messages.isEmpty() ? 0 : count(filter.and("id < ?", messages.getFirst().id()));
    return new ArchivePage.Found(messages, index, count, !page.limited);
  }

  private static Set<String> named(ArchiveQuery query) {
    Set<String> named = new HashSet<>(query.ids());
    add(named, query.afterId());
    add(named, query.beforeId());
    add(named, query.page().after());
    add(named, query.page().before());
    return named;
  }

  private static void add(Set<String> named, @Nullable String id) {
    if (id != null) {
      named.add(id);
    }
  }

  private boolean hasAll(String account, Set<String> ids) {
    if (ids.isEmpty()) {
      return true;
    }
    Filter filter = new Filter(account);
    filter.in(List.copyOf(ids));
    return count(filter) == ids.size();
  }

  private int count(Filter filter) {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM archive_message" + filter.where,
            Integer.class,
            filter.values.toArray());
    return count == null ? 0 : count;
  }

  private record Page(List<ArchivedMessage> messages, boolean limited) {}

  private Page page(Filter filter, ArchivePaging paging) {
    String sql =
        "SELECT id, received_at_ms, stanza FROM archive_message"
            + filter.where
            + " ORDER BY id "
            + (paging.backwards() ? "DESC" : "ASC")
            + " LIMIT ? OFFSET ?";
    List<Object> values = new ArrayList<>(filter.values);
    values.add(paging.max() + 1);
    values.add(paging.index());
    List<ArchivedMessage> messages = new ArrayList<>();
    boolean[] limited = new boolean[1];
    long[] bytes = new long[1];
    jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(sql);
          statement.setFetchSize(FETCH_SIZE);
          for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
          }
          return statement;
        },
        row -> {
          // A page ends at its size in bytes as well, but has one message at least.
          if (messages.size() == paging.max() || bytes[0] >= pageBytesMax) {
            limited[0] = true;
            return;
          }
          byte[] stanza = row.getBytes(3);
          bytes[0] += stanza.length;
          messages.add(new ArchivedMessage(row.getString(1), row.getLong(2), stanza));
        });
    if (paging.backwards()) {
      Collections.reverse(messages);
    }
    return new Page(messages, limited[0]);
  }

  ArchiveEnds ends(String account) {
    return new ArchiveEnds(end(account, "ASC"), end(account, "DESC"));
  }

  private ArchiveEnds.@Nullable Mark end(String account, String order) {
    List<ArchiveEnds.Mark> marks =
        jdbc.query(
            "SELECT id, received_at_ms FROM archive_message WHERE account = ? ORDER BY id "
                + order
                + " LIMIT 1",
            (row, number) -> new ArchiveEnds.Mark(row.getString(1), row.getLong(2)),
            account);
    return marks.isEmpty() ? null : marks.getFirst();
  }

  /** The conditions of a query and their values. */
  private static final class Filter {
    private final StringBuilder where;
    private final List<Object> values;

    Filter(String account) {
      this(new StringBuilder(" WHERE account = ?"), new ArrayList<>(List.of(account)));
    }

    private Filter(StringBuilder where, List<Object> values) {
      this.where = where;
      this.values = values;
    }

    static Filter of(String account, ArchiveQuery query) {
      Filter filter = new Filter(account);
      Jid with = query.with();
      if (with != null) {
        filter.and("peer_hash = ?", ArchiveBatch.hash(with)).and("peer = ?", with.bareText());
        filter.and("peer_resource = ?", with.resource());
      }
      filter.and("received_at_ms >= ?", query.startMs()).and("received_at_ms <= ?", query.endMs());
      filter.and("id > ?", query.afterId()).and("id < ?", query.beforeId());
      if (!query.ids().isEmpty()) {
        filter.in(query.ids());
      }
      return filter;
    }

    /** Adds a condition, where there is a value for it. */
    Filter and(String condition, @Nullable Object value) {
      if (value != null) {
        where.append(" AND ").append(condition);
        values.add(value);
      }
      return this;
    }

    void in(List<String> ids) {
      where
          .append(" AND id IN (")
          .append(String.join(",", Collections.nCopies(ids.size(), "?")))
          .append(')');
      values.addAll(ids);
    }

    Filter copy() {
      return new Filter(new StringBuilder(where), new ArrayList<>(values));
    }
  }
}
