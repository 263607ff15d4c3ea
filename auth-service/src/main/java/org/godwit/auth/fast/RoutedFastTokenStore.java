package org.godwit.auth.fast;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import org.godwit.auth.account.AccountDatabase;
import org.godwit.auth.account.AccountRepositories;
import org.godwit.protocol.jid.Jid;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens beside the accounts that they are for, in the database of their host. */
final class RoutedFastTokenStore implements FastTokenStore {

  private final FastTokenStore own;
  private final AccountRepositories repositories;
  private final MeterRegistry registry;

  /**
   * Makes the store.
   *
   * @param own for accounts in the service's database
   */
  RoutedFastTokenStore(
      FastTokenStore own, AccountRepositories repositories, MeterRegistry registry) {
    this.own = own;
    this.repositories = repositories;
    this.registry = registry;
  }

  @Override
  public List<FastToken> find(Jid account, String agentId) {
    return at(account, store -> store.find(account, agentId));
  }

  @Override
  public boolean put(Jid account, String agentId, FastToken token, int clientsMax) {
    return at(account, store -> store.put(account, agentId, token, clientsMax));
  }

  @Override
  public void promote(Jid account, String agentId, byte[] salt) {
    at(
        account,
        store -> {
          store.promote(account, agentId, salt);
          return true;
        });
  }

  @Override
  public void remove(Jid account, String agentId) {
    at(
        account,
        store -> {
          store.remove(account, agentId);
          return true;
        });
  }

  @Override
  public int removeAll(Jid account) {
    return at(account, store -> store.removeAll(account));
  }

  private <T> T at(Jid account, Function<FastTokenStore, T> work) {
    AccountDatabase database = repositories.databaseOf(account.domain());
    return database == null
        ? work.apply(own)
        : database.call(statements ->
            work.apply(
                new JdbcFastTokenStore(
                    JdbcClient.create(statements.jdbc()), statements.writing(), registry)));
  }
}
