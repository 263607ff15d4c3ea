package org.godwit.gateway.lease;

import java.util.ArrayList;
import java.util.List;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.testkit.InMemoryBus;
import org.jspecify.annotations.Nullable;

/** The in-memory bus as one process uses it, which can be killed. */
final class ProcessBus implements StanzaBus {

  private final InMemoryBus bus;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private boolean killed;
  private boolean reached = true;

  ProcessBus(InMemoryBus bus) {
    this.bus = bus;
  }

  /** Says whether this process's states reach the bus; what it reads is not cut off. */
  void reach(boolean value) {
    reached = value;
  }

  /** Ends the process as SIGKILL would. */
  void kill() {
    killed = true;
    subscriptions.forEach(bus::crash);
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    if (!killed) {
      bus.publish(topic, key, message, callback);
    }
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    if (!killed) {
      bus.publishTo(topic, partition, message, callback);
    }
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    if (!killed && reached) {
      bus.publishState(topic, partition, key, state, callback);
    } else if (!killed) {
      callback.onPublished(new IllegalStateException("out of reach"));
    }
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
    return added(bus.own(spec));
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    return added(bus.read(topic, group, reader));
  }

  @Override
  public Subscription follow(String topic, StateListener listener) {
    return added(bus.follow(topic, listener));
  }

  @Override
  public String createGatewayTopic(String id) {
    return bus.createGatewayTopic(id);
  }

  private Subscription added(Subscription subscription) {
    subscriptions.add(subscription);
    return subscription;
  }
}
