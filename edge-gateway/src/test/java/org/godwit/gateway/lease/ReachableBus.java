package org.godwit.gateway.lease;

import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.testkit.ForwardingBus;
import org.jspecify.annotations.Nullable;

/** A bus whose brokers may be out of reach for states; what is read is not cut off. */
final class ReachableBus extends ForwardingBus {

  private boolean reached = true;

  ReachableBus(StanzaBus bus) {
    super(bus);
  }

  /** Says whether states reach the bus. */
  void reach(boolean value) {
    reached = value;
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    if (reached) {
      super.publishState(topic, partition, key, state, callback);
    } else {
      callback.onPublished(new IllegalStateException("out of reach"));
    }
  }
}
