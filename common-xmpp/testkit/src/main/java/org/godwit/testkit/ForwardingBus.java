package org.godwit.testkit;

import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;

/** A bus that hands everything to another: for those that change a part of it. Any thread. */
public class ForwardingBus implements StanzaBus {

  private final StanzaBus bus;

  /** Makes one that hands everything to {@code bus}. */
  public ForwardingBus(StanzaBus bus) {
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
    return bus.own(spec);
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    return bus.read(topic, group, reader);
  }

  @Override
  public Subscription follow(String topic, StateListener listener) {
    return bus.follow(topic, listener);
  }

  @Override
  public String createGatewayTopic(String id) {
    return bus.createGatewayTopic(id);
  }
}
