package org.godwit.gateway.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.godwit.bus.Completion;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;

/**
 * What one stream tells its account's owner, in order, also where the bus fails in between. Any
 * thread; never blocks.
 *
 * <p>Records of {@link #publish} may be on their way together; one that fails holds all that have
 * not left, and they follow in their order. A record of {@link #publishAlone} leaves when all
 * before it are durable, and what is behind it waits for it.
 */
public final class OwnerLane {
  private record Item(long number, BusMessage message, boolean alone, Completion completion) {}

  private final OwnerPublisher owners;
  private final StanzaPublisher publisher;
  private final String account;
  private final Deque<Item> waiting = new ArrayDeque<>();
  private final List<Item> failed = new ArrayList<>();
  private long taken;
  private int underWay;
  private int attempts;
  private boolean isAlone;
  private boolean isSending;
  private boolean isRetrying;
  private boolean isAbandoned;

  OwnerLane(OwnerPublisher owners, StanzaPublisher publisher, String account) {
    this.owners = owners;
    this.publisher = publisher;
    this.account = account;
  }

  /** Publishes {@code message} and reports once. */
  public void publish(BusMessage message, Completion completion) {
    add(message, false, completion);
  }

  /** Publishes {@code message} when all before it is durable, and reports once. */
  public void publishAlone(BusMessage message, Completion completion) {
    add(message, true, completion);
  }

  /** Forgets what has not left: another gateway does it now. Nothing of that is reported. */
  public synchronized void abandon() {
    isAbandoned = true;
    owners.onForgotten(waiting.size() + failed.size());
    waiting.clear();
    failed.clear();
  }

  private void add(BusMessage message, boolean alone, Completion completion) {
    synchronized (this) {
      if (isAbandoned) {
        return;
      }
      waiting.add(new Item(taken++, message, alone, completion));
    }
    owners.onTaken();
    send();
  }

  /** One thread at a time sends, so that what leaves keeps its order. */
  private void send() {
    synchronized (this) {
      if (isSending) {
        return;
      }
      isSending = true;
    }
    for (Item next = next(); next != null; next = next()) {
      Item item = next;
      publisher.publish(
          Topics.SESSION, account, item.message, failure -> onPublished(item, failure));
    }
  }

  private synchronized @Nullable Item next() {
    Item next = waiting.peek();
    if (next == null || isAlone || !failed.isEmpty() || (next.alone && underWay > 0)) {
      isSending = false;
      return null;
    }
    waiting.remove();
    underWay++;
    isAlone = next.alone;
    return next;
  }

  private void onPublished(Item item, @Nullable Throwable failure) {
    boolean isOver = failure == null || OwnerPublisher.isFinal(failure);
    synchronized (this) {
      underWay--;
      if (item.alone) {
        isAlone = false;
      }
      if (isOver) {
        attempts = 0;
      } else if (isAbandoned) {
        owners.onForgotten(1);
      } else {
        failed.add(item);
      }
    }
    if (isOver) {
      owners.report(item.completion, failure);
    }
    retryIfQuiet(failure);
    send();
  }

  /** What has left is awaited first: then it is known what has to leave again, in which order. */
  private void retryIfQuiet(@Nullable Throwable failure) {
    int before;
    synchronized (this) {
      if (failed.isEmpty() || underWay > 0 || isRetrying) {
        return;
      }
      isRetrying = true;
      before = attempts++;
    }
    owners.later(
        this::retry,
        before,
        failure == null ? new IllegalStateException("a record before failed") : failure);
  }

  private void retry() {
    synchronized (this) {
      isRetrying = false;
      failed.sort(Comparator.comparingLong(Item::number).reversed());
      failed.forEach(waiting::addFirst);
      failed.clear();
    }
    send();
  }
}
