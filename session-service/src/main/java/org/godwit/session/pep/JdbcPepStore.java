package org.godwit.session.pep;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.userdata.Digests;
import org.godwit.session.userdata.StoredXml;
import org.godwit.session.xep0163_pep.PepItem;
import org.godwit.session.xep0163_pep.PepNode;
import org.godwit.session.xep0163_pep.PepNodeText;
import org.godwit.session.xep0163_pep.PepStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps nodes and items in the database. Nodes and items are keyed by the SHA-256 of their names,
 * which may be longer than an index takes; an item's position is its place in the order of
 * publication.
 */
final class JdbcPepStore implements PepStore {

  private static final String ITEM = "item_id, publisher, payload, published_at_ms";
  private static final int OWNERS_PER_QUERY = 200;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  JdbcPepStore(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public Optional<PepNode> node(Jid owner, String name) {
    return jdbc.sql(
            "SELECT node, state, created_at_ms FROM pep_node WHERE owner = ? AND node_key = ?")
        .param(owner.bareText())
        .param(Digests.sha256(name))
        .query((row, n) -> readNode(row))
        .optional();
  }

  @Override
  public List<PepNode> nodes(Jid owner) {
    return jdbc.sql("SELECT node, state, created_at_ms FROM pep_node WHERE owner = ? ORDER BY node")
        .param(owner.bareText())
        .query((row, n) -> readNode(row))
        .list();
  }

  private static PepNode readNode(ResultSet row) throws SQLException {
    return PepNodeText.read(
        row.getString("node"), row.getString("state"), row.getLong("created_at_ms"));
  }

  @Override
  public void save(Jid owner, PepNode node) {
    jdbc.sql(
            "INSERT INTO pep_node (owner, node_key, node, state, created_at_ms)"
                + " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE state = VALUES(state)")
        .param(owner.bareText())
        .param(Digests.sha256(node.name()))
        .param(node.name())
        .param(PepNodeText.write(node))
        .param(node.createdAtMs())
        .update();
  }

  @Override
  public void delete(Jid owner, String name) {
    transaction.executeWithoutResult(status -> {
      purge(owner, name);
      jdbc.sql("DELETE FROM pep_node WHERE owner = ? AND node_key = ?")
          .param(owner.bareText())
          .param(Digests.sha256(name))
          .update();
    });
  }

  @Override
  public List<PepItem> items(Jid owner, String node) {
    return jdbc.sql(
            "SELECT "
                + ITEM
                + " FROM pep_item WHERE owner = ? AND node_key = ? ORDER BY item_position DESC")
        .param(owner.bareText())
        .param(Digests.sha256(node))
        .query((row, n) -> readItem(row))
        .list();
  }

  @Override
  public Optional<PepItem> item(Jid owner, String node, String id) {
    return jdbc.sql(
            "SELECT " + ITEM + " FROM pep_item WHERE owner = ? AND node_key = ? AND item_key = ?")
        .param(owner.bareText())
        .param(Digests.sha256(node))
        .param(Digests.sha256(id))
        .query((row, n) -> readItem(row))
        .optional();
  }

  private static PepItem readItem(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes("payload");
    return new PepItem(
        row.getString("item_id"),
        Jid.ofEnforced(row.getString("publisher")),
        payload == null ? null : StoredXml.element(payload),
        row.getLong("published_at_ms"));
  }

  @Override
  public void publish(Jid owner, PepNode node, PepItem item, int itemsMax) {
    byte[] key = Digests.sha256(node.name());
    transaction.executeWithoutResult(status -> {
      save(owner, node);
      long position = 1 + lastPosition(owner, key);
      jdbc.sql(
              "INSERT INTO pep_item (owner, node_key, item_key, item_id, publisher, payload,"
                  + " item_position, published_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                  + " ON DUPLICATE KEY UPDATE publisher = VALUES(publisher),"
                  + " payload = VALUES(payload), item_position = VALUES(item_position),"
                  + " published_at_ms = VALUES(published_at_ms)")
          .param(owner.bareText())
          .param(key)
          .param(Digests.sha256(item.id()))
          .param(item.id())
          .param(item.publisher().toString())
          .param(item.payload() == null ? null : StoredXml.bytes(item.payload()))
          .param(position)
          .param(item.publishedAtMs())
          .update();
      trim(owner, key, itemsMax);
    });
  }

  private long lastPosition(Jid owner, byte[] nodeKey) {
    return jdbc.sql(
            "SELECT COALESCE(MAX(item_position), 0) FROM pep_item"
                + " WHERE owner = ? AND node_key = ?")
        .param(owner.bareText())
        .param(nodeKey)
        .query(Long.class)
        .single();
  }

  private void trim(Jid owner, byte[] nodeKey, int itemsMax) {
    List<Long> positions =
        jdbc.sql(
                "SELECT item_position FROM pep_item WHERE owner = ? AND node_key = ?"
                    + " ORDER BY item_position DESC")
            .param(owner.bareText())
            .param(nodeKey)
            .query(Long.class)
            .list();
    if (positions.size() > itemsMax) {
      jdbc.sql("DELETE FROM pep_item WHERE owner = ? AND node_key = ? AND item_position <= ?")
          .param(owner.bareText())
          .param(nodeKey)
          .param(positions.get(itemsMax))
          .update();
    }
  }

  @Override
  public boolean retract(Jid owner, String node, String id) {
    return jdbc.sql("DELETE FROM pep_item WHERE owner = ? AND node_key = ? AND item_key = ?")
            .param(owner.bareText())
            .param(Digests.sha256(node))
            .param(Digests.sha256(id))
            .update()
        > 0;
  }

  @Override
  public void purge(Jid owner, String node) {
    jdbc.sql("DELETE FROM pep_item WHERE owner = ? AND node_key = ?")
        .param(owner.bareText())
        .param(Digests.sha256(node))
        .update();
  }

  @Override
  public List<Latest> latest(Collection<Jid> owners, Collection<String> nodes) {
    List<String> all = owners.stream().map(Jid::bareText).toList();
    List<byte[]> keys = nodes.stream().map(Digests::sha256).toList();
    List<Latest> found = new ArrayList<>();
    if (keys.isEmpty()) {
      return found;
    }
    for (int from = 0; from < all.size(); from += OWNERS_PER_QUERY) {
      List<String> some = all.subList(from, Math.min(all.size(), from + OWNERS_PER_QUERY));
      found.addAll(
          jdbc.sql(
                  "SELECT n.owner, n.node, n.state, n.created_at_ms, i.item_id, i.publisher,"
                      + " i.payload, i.published_at_ms FROM pep_node n JOIN pep_item i"
                      + " ON i.owner = n.owner AND i.node_key = n.node_key"
                      + " WHERE n.owner IN (:owners) AND n.node_key IN (:keys)"
                      + " AND i.item_position = (SELECT MAX(m.item_position) FROM pep_item m"
                      + " WHERE m.owner = n.owner AND m.node_key = n.node_key)"
                      + " ORDER BY i.published_at_ms")
              .param("owners", some)
              .param("keys", keys)
              .query((row, n) ->
                  new Latest(Jid.ofEnforced(row.getString("owner")), readNode(row), readItem(row)))
              .list());
    }
    return found;
  }

  @Override
  public void deleteAll(Jid owner) {
    transaction.executeWithoutResult(status -> {
      for (String table : List.of("pep_item", "pep_node")) {
        jdbc.sql("DELETE FROM " + table + " WHERE owner = ?").param(owner.bareText()).update();
      }
    });
  }
}
