package org.godwit.gateway.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.Completion;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells accounts' owners what they must not miss: that a stream ended, that a stanza was or was not
 * written. Tries again, a bounded number of times. Any thread; never blocks.
 */
public final class OwnerPublisher {
  private static final Logger LOGGER = LoggerFactory.getLogger(OwnerPublisher.class);
  private static final Completion UNREPORTED =
      new Completion() {
        @Override
        public void done() {
          // Nothing waits for it.
        }

        @Override
        public void failed(Throwable cause) {
          // The failure has been logged.
        }
      };
  private static final int ATTEMPTS_MAX = 5;
  private static final long RETRY_MS = 200;

  private final StanzaPublisher publisher;
  private final AtomicInteger pending = new AtomicInteger();

  /** Publishes through {@code publisher}. */
  public OwnerPublisher(StanzaPublisher publisher) {
    this.publisher = publisher;
  }

  /** Publishes {@code message} to the owner of {@code account} and reports once. */
  public void publish(String account, BusMessage message, Completion completion) {
    pending.incrementAndGet();
    attempt(account, message, completion, 1);
  }

  /** Publishes {@code message} to the owner of {@code account}; a failure is logged. */
  public void publish(String account, BusMessage message) {
    publish(account, message, UNREPORTED);
  }

  /** Returns how many messages are neither durable nor given up. */
  public int pending() {
    return pending.get();
  }

  private void attempt(String account, BusMessage message, Completion completion, int attempt) {
    publisher.publish(
        Topics.SESSION,
        account,
        message,
        failure -> {
          if (failure == null) {
            pending.decrementAndGet();
            completion.done();
          } else if (attempt < ATTEMPTS_MAX) {
            CompletableFuture.delayedExecutor(RETRY_MS << attempt, TimeUnit.MILLISECONDS)
                .execute(() -> attempt(account, message, completion, attempt + 1));
          } else {
            LOGGER
                .atError()
                .addKeyValue("topic", Topics.SESSION)
                .addKeyValue("error", failure.toString())
                .log("an account's owner could not be told");
            pending.decrementAndGet();
            completion.failed(failure);
          }
        });
  }
}
