package org.godwit.auth.account;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.godwit.auth.RecurringTask;
import org.godwit.bus.StanzaPublisher;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.support.PersistenceExceptionTranslationInterceptor;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database that some hosts' accounts have to themselves, with what belongs to the accounts: their
 * tokens, the times of their logins and what others must be told of them. Any thread; calls block.
 *
 * <p>It is opened, and its tables are made, at its first use; where that fails, the next use tries
 * again. So neither the start nor other hosts depend on it.
 */
public final class AccountDatabase implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(AccountDatabase.class);

  private final String name;
  private final DatabaseSettings settings;
  private final @Nullable String password;
  private final RepositoryGuard guard;
  private final Telling telling;
  private @Nullable CompletableFuture<Opened> opening;
  private boolean isClosed;

  /**
   * Who is told what happens to accounts.
   *
   * @param bus null where there is nobody to tell
   * @param settings how long another instance may remember an account, and how often is looked
   */
  record Telling(@Nullable StanzaPublisher bus, InstantSource time, AccountProperties settings) {}

  /**
   * What others may do with the database.
   *
   * @param jdbc statements, within {@code writing} where there is a transaction
   * @param writing a transaction
   */
  public record Statements(JdbcTemplate jdbc, TransactionTemplate writing) {}

  private record Opened(
      HikariDataSource source,
      EntityManagerFactory entities,
      AccountStore store,
      Statements statements,
      @Nullable RecurringTask relay) {}

  AccountDatabase(String name, DatabaseSettings settings, RepositoryGuard guard, Telling telling) {
    this.name = name;
    this.settings = settings;
    this.guard = guard;
    this.telling = telling;
    this.password =
        settings.passwordFile() == null
            ? null
            : SecretFile.read(
                "xmpp.auth.repositories.databases." + name + ".password-file",
                settings.passwordFile());
  }

  /** Returns the accounts in it, behind its guard. */
  AccountStore store() {
    return new GuardedAccountStore(() -> open().store(), guard);
  }

  /**
   * Does something in the database, behind its guard, once.
   *
   * @throws RepositoryAwayException where it cannot be done
   */
  public <T> T call(Function<Statements, T> work) {
    return guard.change(() -> work.apply(open().statements()));
  }

  /** Begins to open it, so that the first login need not wait. Never blocks. */
  void warmUp() {
    var _ =
        opening()
            .whenComplete((_, failure) -> {
              if (failure != null) {
                LOGGER
                    .atWarn()
                    .addKeyValue("repository", name)
                    .addKeyValue("error", failure.toString())
                    .log("a database of accounts cannot be opened; it is tried again when needed");
              }
            });
  }

  private Opened open() {
    try {
      return opening().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RepositoryAwayException("interrupted", e);
    } catch (ExecutionException e) {
      throw new RepositoryAwayException("not opened", e.getCause());
    }
  }

  /** On a thread of its own: who gives up waiting does not cut it short. */
  private synchronized CompletableFuture<Opened> opening() {
    CompletableFuture<Opened> now = opening;
    if (isClosed) {
      throw new RepositoryAwayException("closed", null);
    }
    if (now == null || now.isCompletedExceptionally()) {
      now =
          CompletableFuture.supplyAsync(
              this::openNow, work -> Thread.ofVirtual().name("open-" + name).start(work));
      opening = now;
    }
    return now;
  }

  private Opened openNow() {
    // The thread has its loader from whoever needed the database, such as a web application.
    Thread.currentThread().setContextClassLoader(AccountDatabase.class.getClassLoader());
    HikariDataSource source = source();
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/auth-service")
          .table("auth_schema_history")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
      return onTables(source);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private HikariDataSource source() {
    HikariDataSource source = new HikariDataSource();
    source.setPoolName("auth-" + name);
    source.setJdbcUrl(settings.url());
    source.setUsername(settings.username());
    source.setPassword(password);
    source.setMaximumPoolSize(settings.poolMax());
    source.setMinimumIdle(1);
    source.setConnectionTimeout(Math.max(250, guard.timeout().toMillis()));
    source.setInitializationFailTimeout(-1);
    return source;
  }

  private Opened onTables(HikariDataSource source) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setPersistenceUnitName("auth-" + name);
    factory.setDataSource(source);
    factory.setPackagesToScan(AccountRow.class.getPackageName());
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    Map<String, Object> properties = new HashMap<>(settings.jpa());
    properties.put("hibernate.hbm2ddl.auto", "none");
    properties.put(
        "hibernate.physical_naming_strategy", PhysicalNamingStrategySnakeCaseImpl.class.getName());
    factory.setJpaPropertyMap(properties);
    factory.afterPropertiesSet();
    EntityManagerFactory entities =
        Objects.requireNonNull(factory.getObject(), "a factory of entity managers");
    JpaTransactionManager transactions = new JpaTransactionManager(entities);
    transactions.setJpaDialect(new HibernateJpaDialect());
    transactions.setDataSource(source);
    TransactionTemplate writing = new TransactionTemplate(transactions);
    JpaRepositoryFactory repositories =
        new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(entities));
    repositories.addRepositoryProxyPostProcessor(
        (proxy, _) -> proxy.addAdvice(new PersistenceExceptionTranslationInterceptor(factory)));
    JdbcTemplate jdbc = new JdbcTemplate(source);
    AccountEvents events =
        telling.bus() == null ? AccountEvents.NONE : new JdbcAccountEvents(jdbc, telling.time());
    AccountStore store =
        new JpaAccountStore(repositories.getRepository(AccountRows.class), writing, events);
    return new Opened(source, entities, store, new Statements(jdbc, writing), relay(events, store));
  }

  private @Nullable RecurringTask relay(AccountEvents events, AccountStore store) {
    if (telling.bus() == null || !(events instanceof JdbcAccountEvents noted)) {
      return null;
    }
    AccountEventRelay relay =
        new AccountEventRelay(noted, store, telling.bus(), telling.time(), telling.settings());
    RecurringTask task = new RecurringTask("account-events-" + name, relay::runGuarded);
    noted.wakes(task::wake);
    task.start();
    return task;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    CompletableFuture<Opened> now = opening;
    if (now != null) {
      // At once where it is open, else when it has been opened.
      var _ = now.thenAccept(AccountDatabase::close);
    }
  }

  private static void close(Opened opened) {
    if (opened.relay() != null) {
      opened.relay().stop();
    }
    opened.entities().close();
    opened.source().close();
  }
}
