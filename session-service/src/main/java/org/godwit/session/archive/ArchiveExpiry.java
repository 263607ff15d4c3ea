package org.godwit.session.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.godwit.protocol.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/**
 * Deletes archived messages whose time is over, account after account, in steps of bounded size, so
 * that no step holds many locks or fills a log. Instances take turns by a row in the database; a
 * step that two do does no harm. Any thread.
 */
final class ArchiveExpiry implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(ArchiveExpiry.class);

  private final JdbcTemplate jdbc;
  private final RetentionProperties properties;
  private final InstantSource clock;
  private final LongConsumer deleted;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("archive-expiry").daemon().factory());

  /**
   * Creates it.
   *
   * @param deleted is told of how many messages were deleted
   */
  ArchiveExpiry(
      JdbcTemplate jdbc,
      RetentionProperties properties,
      InstantSource clock,
      LongConsumer deleted) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.clock = clock;
    this.deleted = deleted;
  }

  /** Begins to look for turns, where any host has a retention. */
  void start() {
    if (properties.isUsed()) {
      long everyMs = properties.stepInterval().toMillis();
      var _ = timer.scheduleWithFixedDelay(this::guarded, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }
  }

  private void guarded() {
    try {
      step();
    } catch (DataAccessException | TransactionException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", e.toString())
          .log("old archived messages not deleted, and tried again");
    }
  }

  /**
   * Does one step where it is this instance's turn.
   *
   * @return how many messages were deleted; -1 where it is not its turn
   */
  int step() {
    long nowMs = clock.millis();
    Turn turn =
        jdbc.queryForObject(
            "SELECT after_name, next_at_ms FROM archive_expiry WHERE id = 1",
            (row, number) -> new Turn(row.getString(1), row.getLong(2)));
    if (turn == null || turn.nextAtMs() > nowMs) {
      return -1;
    }
    long untilMs = nowMs + properties.stepInterval().toMillis();
    int won =
        jdbc.update(
            "UPDATE archive_expiry SET next_at_ms = ? WHERE id = 1 AND next_at_ms = ?",
            untilMs,
            turn.nextAtMs());
    return won == 0 ? -1 : walk(turn.after(), untilMs);
  }

  private record Turn(String after, long nextAtMs) {}

  private int walk(String after, long untilMs) {
    List<String> accounts =
        jdbc.queryForList(
            "SELECT DISTINCT account FROM archive_message WHERE account > ? ORDER BY account LIMIT ?",
            String.class,
            after,
            properties.accountsPerStep());
    int left = properties.messagesPerStep();
    String done = after;
    for (String account : accounts) {
      int removed = delete(account, left);
      left -= removed;
      if (left <= 0) {
        break;
      }
      done = account;
    }
    boolean isOver = left > 0 && accounts.size() < properties.accountsPerStep();
    jdbc.update(
        "UPDATE archive_expiry SET after_name = ?, next_at_ms = ? WHERE id = 1",
        isOver ? "" : done,
        isOver ? clock.millis() + properties.pause().toMillis() : untilMs);
    int removed = properties.messagesPerStep() - left;
    deleted.accept(removed);
    return removed;
  }

  private int delete(String account, int max) {
    Duration kept = properties.of(Jid.ofEnforced(account).domain());
    if (kept.isZero()) {
      return 0;
    }
    Instant before = clock.instant().minus(kept);
    List<String> ids =
        jdbc.queryForList(
            "SELECT id FROM archive_message WHERE account = ? AND received_at_ms < ?"
                + " ORDER BY received_at_ms LIMIT ?",
            String.class,
            account,
            before.toEpochMilli(),
            max);
    if (ids.isEmpty()) {
      return 0;
    }
    List<Object> arguments = new ArrayList<>(ids.size() + 1);
    arguments.add(account);
    arguments.addAll(ids);
    return jdbc.update(
        "DELETE FROM archive_message WHERE account = ? AND id IN ("
            + String.join(",", Collections.nCopies(ids.size(), "?"))
            + ')',
        arguments.toArray());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
