package org.godwit.gateway.lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.gateway.lease.GatewayLease.State;
import org.godwit.gateway.routing.Lease;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This gateway's lease and what it sees of the others'. Any thread.
 *
 * <pre>
 *  IDLE --ready to take--> TAKING --read back--> HELD --stop--> LEFT
 *                                                  \--stood still, adopted, superseded--> LOST
 * </pre>
 *
 * <p>The lease is lost where the process stood still for so long that others may have adopted it,
 * or where the topic says that one has. A bus that is out of reach loses nobody's lease: nobody can
 * adopt then, nor for the outage grace after it. A lost lease does not come back: the process must
 * end, because its streams are ended in the owners' eyes.
 */
public final class GatewayLeases implements Lease, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(GatewayLeases.class);

  private static final long LEAVE_WAIT_MS = 500;
  private static final long TAKE_POLL_NANOS = 5_000_000;

  private enum Phase {
    IDLE,
    TAKING,
    HELD,
    LOST,
    LEFT
  }

  private final GatewayStarted self;
  private final StanzaBus bus;
  private final Function<String, PartitionOwner> readers;
  private final LeaseEnvironment environment;
  private final LeaseRules rules;
  private final long renewNanos;
  private final long heldNanos;
  private final Adoption.Surroundings surroundings;
  private final Map<String, SeenLease> leases = new HashMap<>();
  private final Map<String, Adoption> adoptions = new HashMap<>();

  /** Gateways of which something was written that has not been read back. */
  private final Set<String> underWay = new HashSet<>();

  private Phase phase = Phase.IDLE;
  private IntSupplier streams = () -> 0;
  private long sent;
  private long ownMoves;
  private long ownMovedNanos;

  /** When the own lease moved again after it had stood still for so long that it was no delay. */
  private long steadyNanos;

  private @Nullable Subscription follower;
  private @Nullable ScheduledExecutorService timer;
  private volatile long aliveNanos;

  /**
   * Makes the leases as {@code self} sees them.
   *
   * @param readers makes what reads the topic of a dead gateway, by its id: it returns deliveries
   *     and answers releases and barriers
   */
  public GatewayLeases(
      LeaseProperties properties,
      GatewayStarted self,
      StanzaBus bus,
      Function<String, PartitionOwner> readers,
      LeaseEnvironment environment) {
    this.self = self;
    this.bus = bus;
    this.readers = readers;
    this.environment = environment;
    this.renewNanos = properties.renewInterval().toNanos();
    long expiryNanos = properties.expiry().toNanos();
    this.rules =
        new LeaseRules(self.gateway(), expiryNanos, properties.outageGrace().toNanos(), renewNanos);
    // One interval earlier than others, so that both sides of a race agree.
    this.heldNanos = expiryNanos - renewNanos;
    this.aliveNanos = now() - expiryNanos;
    this.ownMovedNanos = now();
    this.steadyNanos = now();
    this.surroundings =
        new Adoption.Surroundings(
            bus,
            new OwnerPublisher(bus),
            this,
            environment.executor(),
            new LeaseMetrics(environment.meters()));
  }

  /** One volatile read and one look at the clock. */
  @Override
  public boolean isHeld() {
    return now() - aliveNanos < heldNanos;
  }

  /**
   * Takes the lease and renews it from now on. Blocks until the topic says so.
   *
   * @throws IllegalStateException where that takes longer than {@code timeout}, or where a later
   *     start of the same gateway stands there
   */
  public void take(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    follow();
    tick();
    while (!isHeld()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "the lease of gateway '" + self.gateway() + "' could not be taken within " + timeout);
      }
      LockSupport.parkNanos(TAKE_POLL_NANOS);
      tick();
    }
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gateway-lease").daemon().factory());
    var _ =
        started.scheduleWithFixedDelay(
            this::guardedTick, renewNanos, renewNanos, TimeUnit.NANOSECONDS);
    synchronized (this) {
      timer = started;
    }
  }

  /**
   * Marks the lease as left, so that another gateway adopts what may still lie in the topic at
   * once, and ends adoptions under way. To be called when the gateway's own topic is no longer
   * read. Idempotent.
   */
  @Override
  public void close() {
    try {
      leave().get(LEAVE_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", e.toString())
          .log("lease could not be left: others adopt when it has expired");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Subscription following;
    synchronized (this) {
      following = follower;
      follower = null;
    }
    if (following != null) {
      following.close();
    }
  }

  /** Makes others see how many streams this gateway has; to be called before {@link #take}. */
  public synchronized void reportStreams(IntSupplier count) {
    streams = count;
  }

  /** Returns the gateways that live, as far as is seen here, with the numbers of their streams. */
  public synchronized Map<String, Integer> living() {
    return rules.living(leases, view());
  }

  /** Begins to see leases. */
  void follow() {
    Subscription following = bus.follow(Topics.GATEWAYS, this::onState);
    synchronized (this) {
      follower = following;
    }
    following.start();
  }

  /** Renews the lease and looks at the others; to be called every renew interval. */
  synchronized void tick() {
    long now = now();
    if (phase == Phase.IDLE && follower != null && follower.isReady()) {
      refuseEarlierEpoch();
      phase = Phase.TAKING;
    }
    if (phase == Phase.HELD) {
      if (now - aliveNanos >= heldNanos) {
        lose("stood still for " + Duration.ofNanos(now - aliveNanos));
        return;
      }
      aliveNanos = now;
    }
    if (phase == Phase.TAKING || phase == Phase.HELD) {
      renew();
    }
    endDrained();
    adopt();
  }

  /** Gives the lease up; completes when that is durable. */
  CompletableFuture<Void> leave() {
    List<Adoption> ending;
    synchronized (this) {
      ScheduledExecutorService ticking = timer;
      if (ticking != null) {
        ticking.shutdownNow();
      }
      if (phase != Phase.HELD) {
        phase = phase == Phase.LOST ? Phase.LOST : Phase.LEFT;
        return CompletableFuture.completedFuture(null);
      }
      phase = Phase.LEFT;
      aliveNanos = now() - heldNanos;
      ending = List.copyOf(adoptions.values());
      adoptions.clear();
    }
    // Before others may know: what this gateway had adopted is theirs then.
    ending.forEach(Adoption::stopAndWait);
    CompletableFuture<Void> left = new CompletableFuture<>();
    GatewayLease last;
    synchronized (this) {
      last = own().left(++sent);
    }
    write(
        self.gateway(),
        last,
        failure -> {
          if (failure == null) {
            left.complete(null);
          } else {
            left.completeExceptionally(failure);
          }
        });
    return left;
  }

  private void onState(String id, byte @Nullable [] value) {
    GatewayLease lease = value == null ? null : LeaseCodec.decode(value);
    if (value != null && lease == null) {
      LOGGER.atWarn().addKeyValue("gateway", id).log("lease is not understood and ignored");
      return;
    }
    synchronized (this) {
      if (!id.equals(self.gateway())) {
        underWay.remove(id);
      }
      if (lease == null) {
        leases.remove(id);
      } else {
        SeenLease seen = leases.get(id);
        if (LeaseRules.counts(seen == null ? null : seen.lease(), lease)) {
          take(id, lease);
        }
      }
      updateAdoption(id);
      adopt();
    }
  }

  private void take(String id, GatewayLease lease) {
    if (id.equals(self.gateway()) && (phase == Phase.TAKING || phase == Phase.HELD)) {
      if (lease.epoch() > self.epoch()) {
        lose("another process has started as the same gateway");
      } else if (lease.epoch() == self.epoch()) {
        onOwn(lease);
      }
    }
    leases.put(id, new SeenLease(lease, now(), ownMoves));
  }

  private void onOwn(GatewayLease lease) {
    if (lease.state() != State.HELD) {
      lose("adopted by gateway '" + lease.adopter() + "'");
      return;
    }
    ownMoves++;
    long now = now();
    if (now - ownMovedNanos >= heldNanos) {
      steadyNanos = now;
    }
    ownMovedNanos = now;
    if (phase == Phase.TAKING) {
      phase = Phase.HELD;
      aliveNanos = now;
      LOGGER.atInfo().addKeyValue("gateway", self.gateway()).log("lease is held");
    }
  }

  private void updateAdoption(String id) {
    SeenLease seen = leases.get(id);
    Adoption running = adoptions.get(id);
    if (running != null && !rules.isAdopter(seen, running.deadEpoch())) {
      adoptions.remove(id);
      running.stop();
      running = null;
    }
    if (running == null
        && phase == Phase.HELD
        && seen != null
        && rules.isAdopter(seen, seen.lease().epoch())) {
      Adoption begun = new Adoption(surroundings, id, seen.lease(), () -> readers.apply(id));
      adoptions.put(id, begun);
      begun.begin();
    }
  }

  /** Claims the gateways that this one must adopt; the claim counts when it is read back. */
  private void adopt() {
    if (phase != Phase.HELD) {
      return;
    }
    for (String id : rules.toAdopt(leases, view())) {
      SeenLease seen = leases.get(id);
      if (seen != null && !adoptions.containsKey(id) && underWay.add(id)) {
        write(id, seen.lease().adoptedBy(self.gateway()), failure -> onWritten(id, failure));
      }
    }
  }

  private void endDrained() {
    if (phase != Phase.HELD) {
      return;
    }
    adoptions.forEach((id, adoption) -> {
      SeenLease seen = leases.get(id);
      if (seen != null && adoption.isDrained() && underWay.add(id)) {
        write(id, seen.lease().gone(), failure -> onWritten(id, failure));
      }
    });
  }

  private void renew() {
    if (underWay.add(self.gateway())) {
      write(
          self.gateway(),
          own().held(++sent),
          failure -> {
            synchronized (this) {
              underWay.remove(self.gateway());
            }
          });
    }
  }

  private synchronized void onWritten(String id, @Nullable Throwable failure) {
    if (failure != null) {
      underWay.remove(id);
    }
  }

  private void write(String id, GatewayLease lease, PublishCallback callback) {
    bus.publishState(Topics.GATEWAYS, 0, id, LeaseCodec.encode(lease), callback);
  }

  private GatewayLease own() {
    return new GatewayLease(self.epoch(), sent, State.HELD, "", streams.getAsInt());
  }

  private void refuseEarlierEpoch() {
    SeenLease seen = leases.get(self.gateway());
    // An adopter has announced the epoch after the last one.
    if (seen != null && self.epoch() <= seen.lease().epoch() + 1) {
      throw new IllegalStateException(
          "gateway '"
              + self.gateway()
              + "' has started before at "
              + seen.lease().epoch()
              + " ms since 1970, not earlier than now, "
              + self.epoch()
              + ": the clock was set back");
    }
  }

  private void lose(String reason) {
    phase = Phase.LOST;
    aliveNanos = now() - heldNanos;
    adoptions.values().forEach(Adoption::stop);
    adoptions.clear();
    environment.onLost().accept(reason);
  }

  private void guardedTick() {
    try {
      tick();
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("renewing the lease threw and is tried again");
    }
  }

  private LeaseRules.View view() {
    return new LeaseRules.View(ownMovedNanos, ownMoves, steadyNanos);
  }

  private long now() {
    return environment.nanoTime().getAsLong();
  }
}
