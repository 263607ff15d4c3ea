package org.godwit.session.roster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.userdata.Digests;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps rosters in the database. Any thread; never blocks its caller. */
public final class JdbcRosterStore implements RosterStore, RosterReader {

  /** What no XML text can hold stands between the groups of an item. */
  private static final String BETWEEN_GROUPS = "\u001f";

  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

  private static final String PUT =
      """
      INSERT INTO roster_item (account, contact_hash, contact, display_name, item_groups,
      subscription, asking, approved, listed, request)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE display_name = VALUES(display_name),
      item_groups = VALUES(item_groups), subscription = VALUES(subscription),
      asking = VALUES(asking), approved = VALUES(approved), listed = VALUES(listed),
      request = VALUES(request)\
      """;

  private static final String VERSION =
      """
      INSERT INTO roster (account, version) VALUES (?, ?)
      ON DUPLICATE KEY UPDATE version = VALUES(version)\
      """;

  private static final String SELECT =
      """
      SELECT contact, display_name, item_groups, subscription, asking, approved, listed, request
      FROM roster_item WHERE account = ? ORDER BY contact\
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final AccountRows rows;
  private final Cache<String, Roster> remembered;

  JdbcRosterStore(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      AccountRows rows,
      RosterProperties properties) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = rows;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(properties.remembered())
            .expireAfterWrite(REMEMBERED_FOR)
            .build();
  }

  @Override
  public CompletionStage<Roster> load(String account) {
    return rows.read(
        account,
        () -> {
          Roster roster = select(account);
          remembered.put(account, roster);
          return roster;
        });
  }

  private Roster select(String account) {
    List<Long> versions =
        jdbc.queryForList("SELECT version FROM roster WHERE account = ?", Long.class, account);
    return versions.isEmpty()
        ? Roster.EMPTY
        : Roster.of(jdbc.query(SELECT, (row, number) -> item(row), account), versions.getFirst());
  }

  private static RosterItem item(ResultSet row) throws SQLException {
    String groups = row.getString("item_groups");
    Subscription subscription = Subscription.of(row.getString("subscription"));
    return new RosterItem(
        Jid.ofEnforced(row.getString("contact")),
        row.getString("display_name"),
        groups == null ? List.of() : List.of(groups.split(BETWEEN_GROUPS)),
        subscription == null ? Subscription.NONE : subscription,
        row.getInt("asking") != 0,
        row.getInt("approved") != 0,
        row.getInt("listed") != 0,
        row.getString("request"));
  }

  @Override
  public CompletionStage<Void> write(String account, RosterChange change) {
    remembered.invalidate(account);
    return written(
        account,
        rows.write(
            account,
            () ->
                transaction.executeWithoutResult(status -> {
                  jdbc.update(VERSION, account, change.version());
                  for (RosterItem item : change.put()) {
                    put(account, item);
                  }
                  for (Jid contact : change.removed()) {
                    jdbc.update(
                        "DELETE FROM roster_item WHERE account = ? AND contact_hash = ?",
                        account,
                        hash(contact));
                  }
                })));
  }

  private void put(String account, RosterItem item) {
    jdbc.update(
        PUT,
        account,
        hash(item.jid()),
        item.jid().toString(),
        item.name(),
        item.groups().isEmpty() ? null : String.join(BETWEEN_GROUPS, item.groups()),
        item.subscription().text(),
        item.ask() ? 1 : 0,
        item.approved() ? 1 : 0,
        item.listed() ? 1 : 0,
        item.request());
  }

  @Override
  public CompletionStage<Void> deleteAll(String account) {
    remembered.invalidate(account);
    return written(
        account,
        rows.write(
            account,
            () ->
                transaction.executeWithoutResult(status -> {
                  jdbc.update("DELETE FROM roster_item WHERE account = ?", account);
                  jdbc.update("DELETE FROM roster WHERE account = ?", account);
                })));
  }

  @Override
  public CompletionStage<Roster> roster(Jid account) {
    Roster cached = cached(account);
    return cached == null ? load(account.bareText()) : CompletableFuture.completedFuture(cached);
  }

  @Override
  public @Nullable Roster cached(Jid account) {
    return remembered.getIfPresent(account.bareText());
  }

  /** What was read meanwhile is forgotten, too. */
  private CompletionStage<Void> written(String account, CompletionStage<Boolean> done) {
    return done.thenAccept(yes -> remembered.invalidate(account));
  }

  private static byte[] hash(Jid contact) {
    return Digests.sha256(contact.toString());
  }
}
