package org.godwit.muc.store;

import java.util.ArrayList;
import java.util.List;
import org.godwit.muc.room.RoomStore;
import org.godwit.muc.room.RoomStore.Listed;
import org.godwit.muc.room.RoomStore.Listing;
import org.godwit.protocol.jid.Jid;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads of the list of public rooms. */
final class ListSql {

  private final JdbcTemplate jdbc;

  ListSql(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Listing list(String domain, RoomStore.Search search, RoomStore.ListQuery query) {
    StringBuilder where = new StringBuilder(" FROM muc_room WHERE domain = ? AND listed = ?");
    List<Object> arguments = new ArrayList<>(List.of(domain, true));
    search.terms().forEach(term -> contains(term, search, where, arguments));
    long count = number("SELECT COUNT(*)" + where, arguments);
    if (query.max() == 0) {
      return new Listing(List.of(), count, 0);
    }
    String sql = "SELECT local_part, room_name, config" + where + " AND local_part > ?";
    List<Object> within = with(arguments, query.after());
    if (!query.before().isEmpty()) {
      sql += " AND local_part < ?";
      within.add(query.before());
    }
    sql += " ORDER BY local_part " + (query.last() ? "DESC" : "ASC") + " LIMIT " + query.max();
    List<Listed> rooms =
        jdbc.query(
            sql,
            (row, number) ->
                new Listed(
                    Jid.ofEnforced(row.getString(1), domain, null),
                    row.getString(2),
                    ConfigText.read(row.getString(3))),
            within.toArray());
    List<Listed> ordered = query.last() ? rooms.reversed() : rooms;
    String first = ordered.isEmpty() ? null : ordered.getFirst().jid().local();
    long index =
        first == null
            ? 0
            : number("SELECT COUNT(*)" + where + " AND local_part < ?", with(arguments, first));
    return new Listing(List.copyOf(ordered), count, index);
  }

  private static void contains(
      String term, RoomStore.Search search, StringBuilder where, List<Object> arguments) {
    List<String> columns = new ArrayList<>();
    if (search.name()) {
      columns.add("room_name");
    }
    if (search.description()) {
      columns.add("room_desc");
    }
    if (search.address()) {
      columns.add("local_part");
    }
    String pattern = '%' + term.replace("!", "!!").replace("%", "!%").replace("_", "!_") + '%';
    List<String> any = new ArrayList<>();
    for (String column : columns) {
      any.add("LOWER(" + column + ") LIKE ? ESCAPE '!'");
      arguments.add(pattern);
    }
    where.append(" AND (").append(String.join(" OR ", any)).append(')');
  }

  private static List<Object> with(List<Object> arguments, Object more) {
    List<Object> all = new ArrayList<>(arguments);
    all.add(more);
    return all;
  }

  private long number(String sql, List<Object> arguments) {
    Long number = jdbc.queryForObject(sql, Long.class, arguments.toArray());
    return number == null ? 0 : number;
  }
}
