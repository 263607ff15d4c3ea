package org.godwit.gateway;

import org.godwit.gateway.netty.C2sListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while clients can connect. */
final class C2sHealthIndicator implements HealthIndicator {
  private final C2sListener listener;

  C2sHealthIndicator(C2sListener listener) {
    this.listener = listener;
  }

  @Override
  public Health health() {
    Health.Builder health = listener.isListening() ? Health.up() : Health.down();
    return health.withDetail("port", listener.port()).build();
  }
}
