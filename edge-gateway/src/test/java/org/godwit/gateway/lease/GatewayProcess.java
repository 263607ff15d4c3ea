package org.godwit.gateway.lease;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.gateway.delivery.DeliveryConsumer;
import org.godwit.gateway.delivery.DeliveryReports;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.testkit.InMemoryBus;
import org.godwit.testkit.ManualClock;
import org.godwit.testkit.MortalBus;
import org.jspecify.annotations.Nullable;

/** A gateway without clients: its lease, its topic and what it adopts. */
final class GatewayProcess {

  private final GatewayStarted identity;
  private final ReachableBus reach;
  private final MortalBus bus;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> losses = new ArrayList<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final GatewayLeases leases;
  private @Nullable Subscription reading;
  private boolean stopped;

  GatewayProcess(InMemoryBus bus, ManualClock clock, String id, long epoch) {
    this.identity = new GatewayStarted(id, epoch);
    this.reach = new ReachableBus(bus);
    this.bus = new MortalBus(reach, bus::crash);
    bus.createGatewayTopic(id);
    this.leases =
        new GatewayLeases(
            new LeaseProperties(
                true, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(15)),
            identity,
            this.bus,
            this::reader,
            new LeaseEnvironment(
                () -> clock.millis() * 1_000_000, tasks::add, losses::add, meters));
    leases.follow();
  }

  /** Makes what a gateway without streams reads a topic with: all goes back. */
  PartitionOwner reader(String gateway) {
    return new DeliveryConsumer(
        new StreamDirectory(),
        DeliveryReports.ofDead(gateway, new OwnerPublisher(bus), new GatewayMetrics(meters)));
  }

  /** Announces the start and reads the own topic, as the lifecycle does once the lease is held. */
  void open(PartitionOwner reader) {
    for (int partition = 0; partition < bus.partitions(Topics.SESSION); partition++) {
      bus.publishTo(Topics.SESSION, partition, identity, PublishCallback.IGNORED);
    }
    String topic = Topics.gateway(identity.gateway());
    Subscription subscription = bus.read(topic, topic, reader);
    subscription.start();
    reading = subscription;
  }

  /** Says whether this process finds the broker. */
  void reach(boolean value) {
    reach.reach(value);
  }

  void kill() {
    bus.kill();
  }

  /** From now on nothing of it runs, as after SIGSTOP; its records and reads stay. */
  void stop() {
    stopped = true;
  }

  void resume() {
    stopped = false;
  }

  /** Stops in good order. */
  void leave() {
    Subscription own = reading;
    if (own != null) {
      own.close();
    }
    var _ = leases.leave();
  }

  void tick() {
    if (!bus.isDead() && !stopped) {
      leases.tick();
    }
  }

  /** Runs what was left to other threads; returns whether there was something. */
  boolean runTasks() {
    boolean ran = false;
    if (!bus.isDead() && !stopped) {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
        ran = true;
      }
    }
    return ran;
  }

  GatewayLeases leases() {
    return leases;
  }

  List<String> losses() {
    return losses;
  }

  double adoptions(String event) {
    return meters.get("xmpp.gateway.adoptions").tag("event", event).counter().count();
  }

  double returned() {
    return meters.get("xmpp.gateway.adopted.returned").counter().count();
  }
}
