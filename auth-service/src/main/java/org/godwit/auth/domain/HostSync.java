package org.godwit.auth.domain;

import java.time.Duration;
import java.util.List;
import org.godwit.protocol.host.VirtualHost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps this instance's directory and topic {@code vhosts} at what the database says: after each
 * change here, whenever the topic brings something, and every so often in any case.
 */
final class HostSync {

  private static final Logger LOGGER = LoggerFactory.getLogger(HostSync.class);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final HostTable table;
  private final HostDirectory directory;
  private final @Nullable HostTopic topic;
  private final Duration refresh;

  /**
   * @param topic null where nothing is published
   * @param refresh how long a change that nobody tells of may stay unseen
   */
  HostSync(HostTable table, HostDirectory directory, @Nullable HostTopic topic, Duration refresh) {
    this.table = table;
    this.directory = directory;
    this.topic = topic;
    this.refresh = refresh;
  }

  /**
   * Does so, and returns when to look again: soon where the topic is behind or the database away.
   * Blocks for the database only.
   */
  Duration runGuarded() {
    try {
      return run() || refresh.compareTo(SOON) < 0 ? refresh : SOON;
    } catch (DataAccessException | TransactionException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", e.getClass().getName())
          .log("the virtual hosts cannot be read and stay as they were");
      return refresh.compareTo(SOON) < 0 ? refresh : SOON;
    }
  }

  /**
   * Reads the database, and publishes what the topic lacks; returns whether that was nothing.
   * Blocks for the database only.
   */
  synchronized boolean run() {
    List<VirtualHost> hosts = table.all();
    directory.replace(hosts);
    return topic == null || topic.bringTo(hosts);
  }
}
