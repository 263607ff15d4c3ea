package org.godwit.auth.invite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Invitations in MySQL, MariaDB or H2. Any thread; calls block. */
final class InviteTable {

  private static final String COLUMNS =
      "SELECT id, domain, username, inviter, contact, created_ms, expiry_ms FROM account_invite ";

  private final JdbcClient jdbc;

  InviteTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds an invitation and returns its id; that of {@code invite} is not looked at. */
  long add(Invite invite, String tokenHash) {
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            INSERT INTO account_invite
              (token_hash, domain, username, inviter, contact, created_ms, expiry_ms, claimed_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0)
            """)
        .params(
            tokenHash,
            invite.domain(),
            Objects.requireNonNullElse(invite.username(), ""),
            invite.inviter() == null ? "" : invite.inviter().bareText(),
            invite.contact(),
            invite.created().toEpochMilli(),
            invite.expiry().toEpochMilli())
        .update(key, "id");
    return Objects.requireNonNull(key.getKey(), "a generated id").longValue();
  }

  @Nullable Invite find(long id) {
    return jdbc.sql(COLUMNS + "WHERE id = ?")
        .param(id)
        .query(InviteTable::invite)
        .optional()
        .orElse(null);
  }

  @Nullable Invite find(String tokenHash) {
    return jdbc.sql(COLUMNS + "WHERE token_hash = ?")
        .param(tokenHash)
        .query(InviteTable::invite)
        .optional()
        .orElse(null);
  }

  /**
   * Returns invitations that are still good, by their ids.
   *
   * @param domains only those for these hosts; null for all
   */
  List<Invite> list(@Nullable Collection<String> domains, long after, int limit, long nowMs) {
    List<Object> params = new ArrayList<>();
    String within = "";
    if (domains != null) {
      if (domains.isEmpty()) {
        return List.of();
      }
      within =
          "domain IN (" + String.join(",", Collections.nCopies(domains.size(), "?")) + ") AND ";
      params.addAll(domains);
    }
    params.addAll(List.of(after, nowMs, limit));
    return jdbc.sql(COLUMNS + "WHERE " + within + "id > ? AND expiry_ms > ? ORDER BY id LIMIT ?")
        .params(params)
        .query(InviteTable::invite)
        .list();
  }

  /** Removes an invitation; false where there is none. */
  boolean remove(long id) {
    return jdbc.sql("DELETE FROM account_invite WHERE id = ?").param(id).update() > 0;
  }

  /** Removes what expired before {@code ms}. */
  void removeExpired(long ms) {
    jdbc.sql("DELETE FROM account_invite WHERE expiry_ms < ?").param(ms).update();
  }

  /** Begins a registration, unless another one that began after {@code staleMs} is under way. */
  boolean claim(long id, long nowMs, long staleMs) {
    return jdbc.sql("UPDATE account_invite SET claimed_ms = ? WHERE id = ? AND claimed_ms < ?")
            .params(nowMs, id, staleMs)
            .update()
        > 0;
  }

  /** The registration has failed: another may begin. */
  void release(long id) {
    jdbc.sql("UPDATE account_invite SET claimed_ms = 0 WHERE id = ?").param(id).update();
  }

  /** Tells whether somebody is invited to take a username. */
  boolean isReserved(String domain, String username, long nowMs) {
    return count("domain = ? AND username = ? AND expiry_ms > ?", domain, username, nowMs) > 0;
  }

  int openOf(String inviter, long nowMs) {
    return count("inviter = ? AND expiry_ms > ?", inviter, nowMs);
  }

  int open(long nowMs) {
    return count("expiry_ms > ?", nowMs);
  }

  private int count(String where, Object... params) {
    return jdbc.sql("SELECT COUNT(*) FROM account_invite WHERE " + where)
        .params(params)
        .query(Integer.class)
        .single();
  }

  private static Invite invite(ResultSet row, int number) throws SQLException {
    String username = Objects.requireNonNull(row.getString("username"));
    String inviter = Objects.requireNonNull(row.getString("inviter"));
    return new Invite(
        row.getLong("id"),
        Objects.requireNonNull(row.getString("domain")),
        username.isEmpty() ? null : username,
        inviter.isEmpty() ? null : Jid.ofEnforced(inviter),
        row.getBoolean("contact"),
        Instant.ofEpochMilli(row.getLong("created_ms")),
        Instant.ofEpochMilli(row.getLong("expiry_ms")));
  }
}
