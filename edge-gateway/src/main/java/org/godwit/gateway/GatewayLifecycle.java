package org.godwit.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.gateway.drain.Drain;
import org.godwit.gateway.lease.GatewayLeases;
import org.godwit.gateway.netty.C2sListener;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The order in which the gateway starts and stops.
 *
 * <p>Start: the lease is taken, owners forget the streams of an earlier start, then the gateway's
 * topic is read, then clients may come. Stop: clients go, owners are told, the topic is let go, the
 * lease is left.
 */
final class GatewayLifecycle implements SmartLifecycle {
  private static final Duration CLIENTS_WAIT = Duration.ofMillis(1500);
  private static final Duration OWNERS_WAIT = Duration.ofMillis(500);
  private static final long POLL_NANOS = 5_000_000;

  private final GatewayStarted identity;
  private final Duration startTimeout;
  private final StanzaBus bus;
  private final BusSide busSide;
  private final C2sListener listener;
  private final Drain drain;
  private final @Nullable GatewayLeases leases;
  private volatile @Nullable Subscription subscription;

  GatewayLifecycle(
      Presence presence, StanzaBus bus, BusSide busSide, C2sListener listener, Drain drain) {
    this.identity = presence.identity();
    this.leases = presence.leases();
    this.startTimeout = presence.startTimeout();
    this.bus = bus;
    this.busSide = busSide;
    this.listener = listener;
    this.drain = drain;
  }

  @Override
  public void start() {
    String topic = bus.createGatewayTopic(identity.gateway());
    if (leases != null) {
      leases.take(startTimeout);
    }
    announce();
    Subscription reading = bus.read(topic, topic, busSide.deliveries());
    reading.start();
    subscription = reading;
    bus.onDrained(listener::resumeReading);
    listener.start();
  }

  /** Nothing else may be published before every partition holds it. */
  private void announce() {
    int partitions = bus.partitions(Topics.SESSION);
    CompletableFuture<?>[] durable = new CompletableFuture<?>[partitions];
    for (int partition = 0; partition < partitions; partition++) {
      CompletableFuture<Void> published = new CompletableFuture<>();
      durable[partition] = published;
      bus.publishTo(
          Topics.SESSION,
          partition,
          identity,
          failure -> {
            if (failure == null) {
              published.complete(null);
            } else {
              published.completeExceptionally(failure);
            }
          });
    }
    try {
      CompletableFuture.allOf(durable).get(startTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "xmpp.gateway.start-timeout is " + startTimeout + " but the bus took no record in time",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the gateway starts", e);
    }
  }

  @Override
  public void stop() {
    drain.drain();
    listener.closeStreams(
        StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN, "The server is shutting down."),
        CLIENTS_WAIT);
    long deadline = System.nanoTime() + OWNERS_WAIT.toNanos();
    while (busSide.owners().pending() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    Subscription reading = subscription;
    if (reading != null) {
      subscription = null;
      reading.close();
    }
    if (leases != null) {
      leases.close();
    }
    listener.stop();
  }

  @Override
  public boolean isRunning() {
    return subscription != null;
  }
}
