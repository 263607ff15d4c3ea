package org.godwit.auth.fast;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Tokens in MySQL, MariaDB or H2. */
final class JdbcFastTokenStore implements FastTokenStore {

  private final JdbcClient jdbc;
  private final TransactionTemplate writing;
  private final Counter evictions;

  /** Makes the store; what its limit of clients removes is counted in {@code registry}. */
  JdbcFastTokenStore(JdbcClient jdbc, TransactionTemplate writing, MeterRegistry registry) {
    this.evictions =
        Counter.builder("xmpp.auth.tokens.evicted")
            .description("Clients that lost their tokens because their account has too many")
            .register(registry);
    this.jdbc = jdbc;
    this.writing = writing;
  }

  @Override
  public List<FastToken> find(Jid account, String agentId) {
    return jdbc.sql(
            """
            SELECT t.slot, t.mechanism, t.salt, t.token_hash, t.issued_ms, t.expiry_ms
            FROM auth_fast_token t JOIN auth_account a ON a.id = t.account_id
            WHERE a.domain = ? AND a.username = ? AND t.agent_id = ?
            ORDER BY t.slot DESC
            """)
        .params(account.domain(), local(account), agentId)
        .query(JdbcFastTokenStore::token)
        .list();
  }

  private static FastToken token(ResultSet row, int number) throws SQLException {
    return new FastToken(
        FastToken.Slot.valueOf(row.getString(1)),
        row.getString(2),
        row.getBytes(3),
        row.getBytes(4),
        Instant.ofEpochMilli(row.getLong(5)),
        Instant.ofEpochMilli(row.getLong(6)));
  }

  @Override
  public boolean put(Jid account, String agentId, FastToken token, int clientsMax) {
    return Boolean.TRUE.equals(
        writing.execute(status -> {
          Long id = lock(account);
          if (id == null) {
            return false;
          }
          removeSlot(id, agentId, token.slot());
          jdbc.sql(
                  """
                  INSERT INTO auth_fast_token
                    (account_id, agent_id, slot, mechanism, salt, token_hash, issued_ms, expiry_ms)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                  """)
              .params(
                  id,
                  agentId,
                  token.slot().name(),
                  token.mechanism(),
                  token.salt(),
                  token.hash(),
                  token.issued().toEpochMilli(),
                  token.expiry().toEpochMilli())
              .update();
          keepNewest(id, clientsMax);
          return true;
        }));
  }

  private void keepNewest(long id, int clientsMax) {
    List<String> agents =
        jdbc.sql(
                """
                SELECT agent_id FROM auth_fast_token WHERE account_id = ?
                GROUP BY agent_id ORDER BY MAX(issued_ms) DESC, agent_id
                """)
            .param(id)
            .query(String.class)
            .list();
    for (String agent : agents.subList(Math.min(clientsMax, agents.size()), agents.size())) {
      remove(id, agent);
      evictions.increment();
    }
  }

  @Override
  public void promote(Jid account, String agentId, byte[] salt) {
    writing.executeWithoutResult(status -> {
      Long id = lock(account);
      if (id == null) {
        return;
      }
      int isThere =
          jdbc.sql(
                  """
                  SELECT COUNT(*) FROM auth_fast_token
                  WHERE account_id = ? AND agent_id = ? AND slot = 'NEW' AND salt = ?
                  """)
              .params(id, agentId, salt)
              .query(Integer.class)
              .single();
      if (isThere > 0) {
        removeSlot(id, agentId, FastToken.Slot.CURRENT);
        jdbc.sql(
                """
                UPDATE auth_fast_token SET slot = 'CURRENT'
                WHERE account_id = ? AND agent_id = ? AND slot = 'NEW'
                """)
            .params(id, agentId)
            .update();
      }
    });
  }

  @Override
  public void remove(Jid account, String agentId) {
    writing.executeWithoutResult(status -> {
      Long id = lock(account);
      if (id != null) {
        remove(id, agentId);
      }
    });
  }

  private void remove(long id, String agentId) {
    jdbc.sql("DELETE FROM auth_fast_token WHERE account_id = ? AND agent_id = ?")
        .params(id, agentId)
        .update();
  }

  private void removeSlot(long id, String agentId, FastToken.Slot slot) {
    jdbc.sql("DELETE FROM auth_fast_token WHERE account_id = ? AND agent_id = ? AND slot = ?")
        .params(id, agentId, slot.name())
        .update();
  }

  @Override
  public int removeAll(Jid account) {
    Integer removed =
        writing.execute(status -> {
          Long id = lock(account);
          return id == null
              ? 0
              : jdbc.sql("DELETE FROM auth_fast_token WHERE account_id = ?").param(id).update();
        });
    return removed == null ? 0 : removed;
  }

  /** Changes of one account's tokens come one after another. */
  private @Nullable Long lock(Jid account) {
    return jdbc.sql("SELECT id FROM auth_account WHERE domain = ? AND username = ? FOR UPDATE")
        .params(account.domain(), local(account))
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  private static String local(Jid account) {
    return Objects.requireNonNull(account.local(), "an account's JID has a localpart");
  }
}
