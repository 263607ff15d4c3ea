package org.godwit.auth.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * When accounts logged in last, written in batches: a login waits for nothing, and what a process
 * that dies has not written is lost. Any thread.
 */
public final class LastLogins implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(LastLogins.class);
  private static final int BATCH = 500;
  private static final int PENDING_MAX = 200_000;

  private final JdbcTemplate database;
  private final AccountRepositories repositories;
  private final InstantSource time;
  private final Duration interval;
  private final Counter lost;
  private final Map<Jid, Long> pending = new ConcurrentHashMap<>();
  private volatile @Nullable CountDownLatch running;

  private record Login(Jid account, long ms) {}

  /**
   * @param database of hosts that have none of their own
   * @param interval how long a login may stay unwritten
   */
  LastLogins(
      JdbcTemplate database,
      AccountRepositories repositories,
      InstantSource time,
      Duration interval,
      MeterRegistry registry) {
    this.database = database;
    this.repositories = repositories;
    this.time = time;
    this.interval = interval;
    this.lost =
        Counter.builder("xmpp.auth.last-logins.lost")
            .description("Times of logins that were not kept because too many wait")
            .register(registry);
  }

  /** {@code account} has just logged in. Never blocks. */
  public void onLogin(Jid account) {
    if (pending.size() >= PENDING_MAX && !pending.containsKey(account)) {
      lost.increment();
      return;
    }
    pending.merge(account, time.millis(), Math::max);
  }

  /** Writes what waits. Blocks for the databases; what cannot be written waits on. */
  void flush() {
    Map<Optional<AccountDatabase>, List<Login>> logins = new HashMap<>();
    pending.forEach((account, ms) -> {
      if (pending.remove(account, ms)) {
        Optional<AccountDatabase> where =
            Optional.ofNullable(repositories.databaseOf(account.domain()));
        logins.computeIfAbsent(where, _ -> new ArrayList<>()).add(new Login(account, ms));
      }
    });
    RuntimeException failed = null;
    for (Map.Entry<Optional<AccountDatabase>, List<Login>> each : logins.entrySet()) {
      try {
        flush(each.getKey().orElse(null), each.getValue());
      } catch (DataAccessException | RepositoryAwayException e) {
        // The other databases' logins are written all the same.
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private void flush(@Nullable AccountDatabase own, List<Login> logins) {
    for (int from = 0; from < logins.size(); from += BATCH) {
      List<Login> batch = logins.subList(from, Math.min(from + BATCH, logins.size()));
      try {
        if (own == null) {
          write(database, batch);
        } else {
          own.call(statements -> write(statements.jdbc(), batch));
        }
      } catch (DataAccessException | RepositoryAwayException e) {
        logins
            .subList(from, logins.size())
            .forEach(login -> pending.merge(login.account(), login.ms(), Math::max));
        throw e;
      }
    }
  }

  private static int write(JdbcTemplate jdbc, List<Login> batch) {
    return jdbc.batchUpdate(
            "UPDATE auth_account SET last_login_ms = ? WHERE domain = ? AND username = ?"
                + " AND (last_login_ms IS NULL OR last_login_ms < ?)",
            batch,
            batch.size(),
            (statement, login) -> {
              statement.setLong(1, login.ms());
              statement.setString(2, login.account().domain());
              statement.setString(3, login.account().local());
              statement.setLong(4, login.ms());
            })
        .length;
  }

  @Override
  public synchronized void start() {
    CountDownLatch stop = new CountDownLatch(1);
    running = stop;
    Thread.ofVirtual().name("last-logins").start(() -> loop(stop));
  }

  private void loop(CountDownLatch stop) {
    try {
      while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        guarded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void guarded() {
    try {
      flush();
    } catch (DataAccessException | RepositoryAwayException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", e.getClass().getName())
          .log("times of logins cannot be written and wait");
    }
  }

  /** Writes what waits a last time. */
  @Override
  public synchronized void stop() {
    CountDownLatch stop = running;
    running = null;
    if (stop != null) {
      stop.countDown();
      guarded();
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }
}
