package org.godwit.muc;

import org.godwit.bus.Subscription;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the topic for as long as the context runs. Healthy once partitions are assigned, which is
 * when rooms are answered for.
 */
final class RoomsSubscription implements SmartLifecycle, HealthIndicator {

  private final Subscription subscription;
  private volatile boolean running;

  RoomsSubscription(Subscription subscription) {
    this.subscription = subscription;
  }

  @Override
  public void start() {
    subscription.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    subscription.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public Health health() {
    return running && subscription.isReady() ? Health.up().build() : Health.outOfService().build();
  }
}
