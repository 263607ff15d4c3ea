package org.godwit.muc.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/**
 * Deletes messages of rooms whose time is over in steps of bounded size, so that no step holds many
 * locks. A step that two instances do does no harm. Any thread.
 */
public final class RoomExpiry implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(RoomExpiry.class);

  /** How many messages a step deletes at most. */
  static final int MESSAGES_PER_STEP = 1000;

  private static final long STEP_SECONDS = 5;

  private final JdbcTemplate jdbc;
  private final Duration kept;
  private final InstantSource clock;
  private final LongConsumer deleted;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("room-expiry").daemon().factory());

  /**
   * Creates it.
   *
   * @param kept how long messages stay; zero for ever
   * @param deleted is told of how many messages were deleted
   */
  public RoomExpiry(JdbcTemplate jdbc, Duration kept, InstantSource clock, LongConsumer deleted) {
    this.jdbc = jdbc;
    this.kept = kept;
    this.clock = clock;
    this.deleted = deleted;
  }

  /** Begins, where messages do not stay for ever. */
  public void start() {
    if (!kept.isZero()) {
      var _ =
          timer.scheduleWithFixedDelay(this::guarded, STEP_SECONDS, STEP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void guarded() {
    try {
      step();
    } catch (DataAccessException | TransactionException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", e.toString())
          .log("old messages of rooms not deleted, and tried again");
    }
  }

  /** Deletes some messages and returns how many. */
  int step() {
    int rows =
        jdbc.update(
            "DELETE FROM muc_archive WHERE received_at_ms < ? LIMIT " + MESSAGES_PER_STEP,
            clock.millis() - kept.toMillis());
    deleted.accept(rows);
    return rows;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
