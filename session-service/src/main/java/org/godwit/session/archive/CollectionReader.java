package org.godwit.session.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.archive.ArchiveCollections.Collection;
import org.godwit.session.archive.ArchiveCollections.Page;
import org.godwit.session.archive.ArchiveCollections.Paging;
import org.godwit.session.archive.ArchiveCollections.Range;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks the database for collections. Blocks its caller. */
final class CollectionReader {

  private final JdbcTemplate jdbc;

  CollectionReader(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A part of a statement with its values. */
  private record Part(String sql, List<Object> values) {
    Part and(String more, Object... others) {
      List<Object> all = new ArrayList<>(values);
      all.addAll(List.of(others));
      return new Part(sql + more, all);
    }
  }

  private static Part where(String account, Range range) {
    Part where = new Part(" WHERE account = ?", List.of(account));
    Jid with = range.with();
    if (with != null) {
      where =
          where.and(" AND peer_hash = ? AND peer = ?", ArchiveBatch.hash(with), with.bareText());
      String resource = with.resource();
      where = resource == null ? where : where.and(" AND peer_resource = ?", resource);
    }
    Long start = range.startMs();
    Long end = range.endMs();
    where = start == null ? where : where.and(" AND received_at_ms >= ?", start);
    return end == null ? where : where.and(" AND received_at_ms <= ?", end);
  }

  private static Part groups(String account, Range range) {
    Part where = where(account, range);
    return new Part(
        " FROM (SELECT peer, MIN(received_at_ms) AS start_ms FROM archive_message"
            + where.sql
            + " GROUP BY peer, FLOOR(received_at_ms / "
            + ArchiveCollections.DAY_MS
            + ")) c",
        where.values);
  }

  Page collections(String account, Range range, Paging paging) {
    Part groups = groups(account, range);
    int count = count(groups);
    if (paging.max() == 0 || count == 0) {
      return new Page(List.of(), 0, count);
    }
    Part page = groups.and(" WHERE 1 = 1");
    page = limited(page, paging.after(), '>');
    page = limited(page, paging.before(), '<');
    String order = paging.backwards() ? " DESC" : " ASC";
    page = page.and(" ORDER BY start_ms" + order + ", peer" + order + " LIMIT ?", paging.max());
    List<Collection> found =
        new ArrayList<>(
            jdbc.query(
                "SELECT peer, start_ms" + page.sql,
                (row, number) -> new Collection(Jid.ofEnforced(row.getString(1)), row.getLong(2)),
                page.values.toArray()));
    if (paging.backwards()) {
      Collections.reverse(found);
    }
    int index =
        found.isEmpty() ? 0 : count(limited(groups.and(" WHERE 1 = 1"), found.getFirst(), '<'));
    return new Page(found, index, count);
  }

  private static Part limited(Part part, @Nullable Collection mark, char side) {
    return mark == null
        ? part
        : part.and(
            " AND (start_ms " + side + " ? OR (start_ms = ? AND peer " + side + " ?))",
            mark.startMs(),
            mark.startMs(),
            mark.with().toString());
  }

  private int count(Part part) {
    Integer count =
        jdbc.queryForObject("SELECT COUNT(*)" + part.sql, Integer.class, part.values.toArray());
    return count == null ? 0 : count;
  }

  int remove(String account, Range range) {
    Part where = where(account, range);
    return jdbc.update("DELETE FROM archive_message" + where.sql, where.values.toArray());
  }
}
