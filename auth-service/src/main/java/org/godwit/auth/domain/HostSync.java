package org.godwit.auth.domain;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.host.VirtualHost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps this instance's directory and topic {@code vhosts} at what the database says: after each
 * change here, whenever the topic brings something, and every so often in any case.
 */
final class HostSync implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(HostSync.class);

  private final HostTable table;
  private final HostDirectory directory;
  private final @Nullable HostTopic topic;
  private final Duration refresh;
  private final Semaphore asked = new Semaphore(0);
  private volatile @Nullable Thread thread;

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

  /** Reads the database, and publishes what the topic lacks. Blocks for the database only. */
  synchronized void run() {
    List<VirtualHost> hosts = table.all();
    directory.replace(hosts);
    if (topic != null) {
      topic.bringTo(hosts);
    }
  }

  /** Has it run soon. Any thread; never blocks. */
  void wake() {
    asked.release();
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("host-sync").start(this::loop);
  }

  private void loop() {
    try {
      while (true) {
        // What has been asked for is done once.
        if (asked.tryAcquire(refresh.toMillis(), TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
        }
        guarded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void guarded() {
    try {
      run();
    } catch (DataAccessException | TransactionException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", e.getClass().getName())
          .log("the virtual hosts cannot be read and stay as they were");
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
