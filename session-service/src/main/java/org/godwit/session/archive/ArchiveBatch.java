package org.godwit.session.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.ArchiveRow;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a list of changes in one transaction: runs of the same kind share a JDBC batch. */
final class ArchiveBatch {

  /** Leaves a row that is there as it is. */
  private static final String INSERT =
      """
      INSERT INTO archive_message (account, id, received_at_ms, peer_hash, peer, peer_resource,
      stanza) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE received_at_ms = received_at_ms\
      """;

  private static final String SET_PREFERENCES =
      """
      INSERT INTO archive_preference (account, default_policy, always_jids, never_jids)
      VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE default_policy = VALUES(default_policy),
      always_jids = VALUES(always_jids), never_jids = VALUES(never_jids)\
      """;

  private static final String PREFERENCES =
      """
      SELECT account, default_policy, always_jids, never_jids FROM archive_preference
      WHERE account IN (\
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ArchivePreferences ofMost;
  private final RosterContacts rosters;

  ArchiveBatch(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ArchivePreferences ofMost,
      RosterContacts rosters) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.ofMost = ofMost;
    this.rosters = rosters;
  }

  void write(List<ArchiveWrite> writes) {
    transaction.executeWithoutResult(status -> {
      int start = 0;
      while (start < writes.size()) {
        int end = start + 1;
        while (end < writes.size()
            && writes.get(start) instanceof ArchiveWrite.Insert
            && writes.get(end) instanceof ArchiveWrite.Insert) {
          end++;
        }
        switch (writes.get(start)) {
          case ArchiveWrite.Insert _ -> insert(writes.subList(start, end));
          case ArchiveWrite.SetPreferences set -> set(set);
          case ArchiveWrite.DeleteAll all -> deleteAll(all.account());
        }
        start = end;
      }
    });
  }

  private void set(ArchiveWrite.SetPreferences set) {
    ArchivePreferences preferences = set.preferences();
    jdbc.update(
        SET_PREFERENCES,
        set.account(),
        preferences.policy().text(),
        text(preferences.always()),
        text(preferences.never()));
  }

  private void deleteAll(String account) {
    jdbc.update("DELETE FROM archive_message WHERE account = ?", account);
    jdbc.update("DELETE FROM archive_preference WHERE account = ?", account);
  }

  private void insert(List<ArchiveWrite> run) {
    Set<String> accounts = new HashSet<>();
    run.forEach(write -> accounts.add(write.account()));
    Map<String, ArchivePreferences> preferences = preferences(List.copyOf(accounts));
    List<Object[]> rows = new ArrayList<>(run.size());
    for (ArchiveWrite write : run) {
      if (write instanceof ArchiveWrite.Insert(ArchiveRow row, var _)
          && preferences
              .getOrDefault(row.account(), ofMost)
              .allows(row.peer(), contact -> rosters.has(row.account(), contact))) {
        rows.add(
            new Object[] {
              row.account(),
              row.id(),
              row.receivedAtMs(),
              hash(row.peer()),
              row.peer().bareText(),
              row.peer().resource(),
              row.stanza()
            });
      }
    }
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(INSERT, rows);
    }
  }

  /** Returns the preferences of those that have set some. */
  Map<String, ArchivePreferences> preferences(List<String> accounts) {
    String sql = PREFERENCES + String.join(",", Collections.nCopies(accounts.size(), "?")) + ')';
    Map<String, ArchivePreferences> found = new HashMap<>();
    jdbc.query(
        sql,
        row -> {
          ArchivePreferences.Policy policy = ArchivePreferences.Policy.of(row.getString(2));
          found.put(
              row.getString(1),
              new ArchivePreferences(
                  policy == null ? ofMost.policy() : policy,
                  jids(row.getString(3)),
                  jids(row.getString(4))));
        },
        accounts.toArray());
    return found;
  }

  private static String text(List<Jid> jids) {
    return String.join("\n", jids.stream().map(Jid::toString).toList());
  }

  private static List<Jid> jids(String text) {
    return text.isEmpty() ? List.of() : text.lines().map(Jid::of).toList();
  }

  /** Returns what an index finds the bare JID of {@code jid} by. */
  static long hash(Jid jid) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(jid.bareText().getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }
}
