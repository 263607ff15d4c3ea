package org.godwit.auth.account;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events in the table {@code account_event}. */
final class JdbcAccountEvents implements AccountEvents {

  private final JdbcTemplate database;
  private final InstantSource time;
  private volatile Runnable waker = () -> {};

  JdbcAccountEvents(JdbcTemplate database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /**
   * A noted event.
   *
   * @param id its row
   * @param contact whom it is about; null where it is about the account alone
   * @param createdMs when it happened
   * @param published how often it was published
   */
  record Noted(
      long id,
      Jid account,
      AccountEventKind kind,
      @Nullable Jid contact,
      long createdMs,
      int published) {}

  /** Has {@code relay} told of new events. */
  void wakes(Runnable relay) {
    waker = relay;
  }

  @Override
  public void note(Jid account, AccountEventKind kind) {
    note(account, kind, null);
  }

  @Override
  public void noteContact(Jid account, Jid contact) {
    note(account, AccountEventKind.CONTACT, contact.bareText());
  }

  @Override
  public void noteSessionEnded(Jid session) {
    note(session.bare(), AccountEventKind.SESSIONS_ENDED, session.toString());
  }

  private void note(Jid account, AccountEventKind kind, @Nullable String contact) {
    database.update(
        "INSERT INTO account_event (domain, username, kind, contact, created_ms, published)"
            + " VALUES (?, ?, ?, ?, ?, 0)",
        account.domain(),
        account.local(),
        kind.name(),
        contact,
        time.millis());
  }

  @Override
  public boolean isRemovalUnderWay(Jid account) {
    return !database
        .queryForList(
            "SELECT id FROM account_event WHERE domain = ? AND username = ? AND kind = ?"
                + " AND published = 0",
            Long.class,
            account.domain(),
            account.local(),
            AccountEventKind.REMOVED.name())
        .isEmpty();
  }

  @Override
  public void wake() {
    waker.run();
  }

  /** Returns the oldest events that were not published, or once and before {@code againMs}. */
  List<Noted> due(long againMs, int limit) {
    return database.query(
        "SELECT id, domain, username, kind, contact, created_ms, published FROM account_event"
            + " WHERE published = 0 OR created_ms < ? ORDER BY id LIMIT ?",
        (row, _) ->
            new Noted(
                row.getLong("id"),
                Jid.ofEnforced(
                    Objects.requireNonNull(row.getString("username")),
                    Objects.requireNonNull(row.getString("domain")),
                    null),
                AccountEventKind.valueOf(row.getString("kind")),
                jid(row.getString("contact")),
                row.getLong("created_ms"),
                row.getInt("published")),
        againMs,
        limit);
  }

  /** Tells whether nothing is left that has to be told, now or later. */
  boolean isEmpty() {
    return database.queryForList("SELECT id FROM account_event LIMIT 1", Long.class).isEmpty();
  }

  private static @Nullable Jid jid(@Nullable String text) {
    return text == null ? null : Jid.ofEnforced(text);
  }

  /** The event is durable on the bus. */
  void published(Noted event) {
    if (event.published() == 0 && !event.kind().isToldOnce()) {
      database.update("UPDATE account_event SET published = 1 WHERE id = ?", event.id());
    } else {
      database.update("DELETE FROM account_event WHERE id = ?", event.id());
    }
  }
}
