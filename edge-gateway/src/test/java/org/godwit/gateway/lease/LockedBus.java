package org.godwit.gateway.lease;

import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.testkit.ForwardingBus;
import org.godwit.testkit.InMemoryBus;

/** The in-memory bus for a thread that does not move it: subscriptions take the bus's monitor. */
final class LockedBus extends ForwardingBus {

  private final InMemoryBus bus;

  LockedBus(InMemoryBus bus) {
    super(bus);
    this.bus = bus;
  }

  @Override
  public Subscription own(OwnedTopic spec) {
    return new Locked(super.own(spec));
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    return new Locked(super.read(topic, group, reader));
  }

  @Override
  public Subscription follow(String topic, StateListener listener) {
    return new Locked(super.follow(topic, listener));
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
