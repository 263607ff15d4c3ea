package org.godwit.gateway;

import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.gateway.stream.HostFeatures;

/** Keeps {@link HostFeatures} up to date while the gateway runs. */
final class HostsFollower implements AutoCloseable {

  private final Subscription subscription;

  HostsFollower(StanzaBus bus, HostFeatures features) {
    this.subscription = bus.follow(Topics.HOST_FEATURES, features);
    subscription.start();
  }

  @Override
  public void close() {
    subscription.close();
  }
}
