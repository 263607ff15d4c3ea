package org.godwit.gateway.lease;

import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.testkit.InMemoryBus;
import org.jspecify.annotations.Nullable;

/** The in-memory bus for a thread that does not move it: subscriptions take the bus's monitor. */
final class LockedBus implements StanzaBus {

  private final InMemoryBus bus;

  LockedBus(InMemoryBus bus) {
    this.bus = bus;
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    bus.publish(topic, key, message, callback);
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    bus.publishTo(topic, partition, message, callback);
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    bus.publishState(topic, partition, key, state, callback);
  }

  @Override
  public int partitions(String topic) {
    return bus.partitions(topic);
  }

  @Override
  public boolean isSaturated() {
    return bus.isSaturated();
  }

  @Override
  public void onDrained(Runnable listener) {
    bus.onDrained(listener);
  }

  @Override
  public Subscription own(OwnedTopic spec) {
    return new Locked(bus.own(spec));
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    return new Locked(bus.read(topic, group, reader));
  }

  @Override
  public Subscription follow(String topic, StateListener listener) {
    return new Locked(bus.follow(topic, listener));
  }

  @Override
  public String createGatewayTopic(String id) {
    return bus.createGatewayTopic(id);
  }

  private final class Locked implements Subscription {
    private final Subscription inner;

    Locked(Subscription inner) {
      this.inner = inner;
    }

    @Override
    public void start() {
      synchronized (bus) {
        inner.start();
      }
    }

    @Override
    public boolean isReady() {
      return inner.isReady();
    }

    @Override
    public void close() {
      synchronized (bus) {
        inner.close();
      }
    }
  }
}
