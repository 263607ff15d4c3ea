package org.godwit.gateway.routing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.godwit.bus.Completion;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells accounts' owners what they must not miss: that a stream ended, that a stanza was or was not
 * written. Tries again until it succeeds, or until a record turns out to be impossible: what waits
 * is bounded by the records that the gateway has read and the streams that it has. Any thread;
 * never blocks.
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
  private static final long RETRY_FIRST_MS = 200;
  private static final int RETRY_DOUBLINGS_MAX = 5;

  private final StanzaPublisher publisher;
  private final RetryTimer timer;
  private final AtomicInteger pending = new AtomicInteger();

  /** Publishes through {@code publisher}. */
  public OwnerPublisher(StanzaPublisher publisher) {
    this(publisher, RetryTimer.SYSTEM);
  }

  /** Publishes through {@code publisher}, and again when {@code timer} says so. */
  public OwnerPublisher(StanzaPublisher publisher, RetryTimer timer) {
    this.publisher = publisher;
    this.timer = timer;
  }

  /** Publishes {@code message} to the owner of {@code account} and reports once. */
  public void publish(String account, BusMessage message, Completion completion) {
    pending.incrementAndGet();
    attempt(
        callback -> publisher.publish(Topics.SESSION, account, message, callback), completion, 0);
  }

  /** Publishes {@code message} to the owner of {@code account}; a failure is logged. */
  public void publish(String account, BusMessage message) {
    publish(account, message, UNREPORTED);
  }

  /** Publishes {@code message} to the owner of a partition and reports once. */
  public void publishTo(int partition, BusMessage message, Completion completion) {
    pending.incrementAndGet();
    attempt(
        callback -> publisher.publishTo(Topics.SESSION, partition, message, callback),
        completion,
        0);
  }

  /** Returns a lane that keeps the order of what is published to the owner of {@code account}. */
  public OwnerLane lane(String account) {
    return new OwnerLane(this, publisher, account);
  }

  /** Returns how many messages are neither durable nor given up. */
  public int pending() {
    return pending.get();
  }

  void onTaken() {
    pending.incrementAndGet();
  }

  void onForgotten(int messages) {
    pending.addAndGet(-messages);
  }

  /** Reports the end of a message that was taken. */
  void report(Completion completion, @Nullable Throwable failure) {
    pending.decrementAndGet();
    if (failure == null) {
      completion.done();
    } else {
      LOGGER
          .atError()
          .addKeyValue("topic", Topics.SESSION)
          .addKeyValue("error", failure.toString())
          .log("an account's owner could not be told");
      completion.failed(failure);
    }
  }

  /** Tells whether a record that failed so will never be taken. */
  static boolean isFinal(Throwable failure) {
    return failure instanceof IllegalArgumentException;
  }

  /** Runs {@code task} after a while that grows with {@code attempts}, from 0. */
  void later(Runnable task, int attempts, Throwable failure) {
    LOGGER
        .atDebug()
        .addKeyValue("topic", Topics.SESSION)
        .addKeyValue("error", failure.toString())
        .log("an account's owner is told again later");
    timer.after(task, RETRY_FIRST_MS << Math.min(attempts, RETRY_DOUBLINGS_MAX));
  }

  private void attempt(Consumer<PublishCallback> publish, Completion completion, int attempts) {
    publish.accept(failure -> {
      if (failure == null || isFinal(failure)) {
        report(completion, failure);
      } else {
        later(() -> attempt(publish, completion, attempts + 1), attempts, failure);
      }
    });
  }
}
