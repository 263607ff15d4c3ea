package org.godwit.session.userdata;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.access.ContactAccess;
import org.godwit.session.xep0012_last.LastActivityStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads when accounts went. */
final class JdbcLastActivityStore implements LastActivityStore {

  private final JdbcClient jdbc;
  private final ContactAccess contacts;
  private final BlockingCalls calls;

  JdbcLastActivityStore(JdbcClient jdbc, ContactAccess contacts, BlockingCalls calls) {
    this.jdbc = jdbc;
    this.contacts = contacts;
    this.calls = calls;
  }

  @Override
  public CompletionStage<Optional<Seen>> find(Jid account) {
    return calls.call(() ->
        jdbc.sql("SELECT gone_at_ms, status FROM last_activity WHERE account = ?")
            .param(account.bareText())
            .query((row, n) -> new Seen(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)))
            .optional());
  }

  @Override
  public CompletionStage<Boolean> maySee(Jid account, Jid contact) {
    return calls.call(() -> contacts.maySeePresence(account, contact));
  }
}
